"""What every process stands on, without field knowledge: clock, tasks, logs, folders."""
