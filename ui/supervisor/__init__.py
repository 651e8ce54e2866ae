"""What supervisors work in: past calls, listed and one by one."""
