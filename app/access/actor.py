"""Who acts. An `Actor` is plain data: the domain asks it, never the request."""

from dataclasses import dataclass

from app.access.permissions import Permission
from app.access.policy import POLICY, Reach
from app.access.roles import Role


@dataclass(frozen=True)
class Post:
    """One appointment in force: a role and the governments (and OPD) it is held for.

    `government_ids` are the governments within the post's widest reach (`None`: all of them): the own one for people of
    a government, the province with its regencies and cities for a supervisor, none for the operator's content rights.
    `only` narrows what the role may to these permissions (the scopes of a key); None: all of the role.
    """

    role: Role
    government_id: str | None
    government_ids: frozenset[str] | None
    unit_id: str | None = None
    only: frozenset[Permission] | None = None

    def covers(self, reach: Reach, government_id: str | None, unit_id: str | None) -> bool:
        """Whether a record of this government and OPD lies within `reach` of this post."""
        match reach:
            case Reach.SELF | Reach.ALL:
                return True
            case Reach.PROVINCE:
                return self.government_ids is None or government_id in self.government_ids
            case Reach.GOVERNMENT:
                return government_id is not None and government_id == self.government_id
            case Reach.UNIT:
                return unit_id is not None and unit_id == self.unit_id and government_id == self.government_id


@dataclass(frozen=True)
class Actor:
    """A person (or the anonymous public) with the posts held today; or an application, known by its key."""

    user_id: str | None
    name: str
    posts: tuple[Post, ...] = ()
    key_id: str | None = None

    @property
    def is_anonymous(self) -> bool:
        return self.user_id is None and self.key_id is None

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(post.role for post in self.posts) or frozenset({Role.PUBLIC})

    @property
    def government_id(self) -> str | None:
        """The government this person works in, if any: the first post that names one."""
        return next((post.government_id for post in self.posts if post.government_id), None)

    @property
    def unit_ids(self) -> frozenset[str]:
        """The OPD of the person's posts."""
        return frozenset(post.unit_id for post in self.posts if post.unit_id)

    @property
    def government_ids(self) -> frozenset[str] | None:
        """Every government that any post reaches; `None` means all."""
        found: set[str] = set()
        for post in self.posts:
            if post.government_ids is None:
                return None
            found |= post.government_ids
        return frozenset(found)

    def posts_with(self, permission: Permission) -> list[tuple[Post, Reach]]:
        """The posts that grant `permission`, each with how far."""
        grants = POLICY[permission]
        return [
            (post, grants[post.role])
            for post in self.posts
            if post.role in grants and (post.only is None or permission in post.only)
        ]

    def may(
        self, permission: Permission, government_id: str | None = None, unit_id: str | None = None
    ) -> bool:
        """Whether any post grants `permission`; for a government (and OPD) when one is given, else at all."""
        found = self.posts_with(permission)
        if government_id is None and unit_id is None:
            return bool(found)
        return any(post.covers(reach, government_id, unit_id) for post, reach in found)


ANONYMOUS = Actor(user_id=None, name="")
SYSTEM = Actor(user_id=None, name="system")
