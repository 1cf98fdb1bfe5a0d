"""The Flask extension that holds engines and the session of the present context."""

from flask_sqlalchemy_lite import SQLAlchemy

db = SQLAlchemy()
