"""What no test may do: reach the network, send mail, skip silently."""
