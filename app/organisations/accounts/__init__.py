"""Accounts: sign-in, sign-out, passwords, two-step verification, invitations."""
