"""What can go wrong with a backup. Messages are for the operator."""


class BackupError(RuntimeError):
    """A backup could not be made or restored; the message says why."""


class DamagedBackup(BackupError):
    """The archive is not what was once written."""


class TargetNotEmpty(BackupError):
    """Restoring would overwrite what is there."""
