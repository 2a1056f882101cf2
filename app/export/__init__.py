"""An incident as evidence: one bundle that another computer can verify, or a single file of it. No Qt, no journal."""
