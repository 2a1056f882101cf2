"""Every edge that reads what others wrote, against made-up bytes; what was interesting stays as samples."""
