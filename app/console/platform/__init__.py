"""What depends on the operating system: power, garbage collection, single instance, tray."""
