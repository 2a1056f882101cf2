"""The first run: ten steps that each end in a proof, can be skipped, and stay visible while they are not proven."""
