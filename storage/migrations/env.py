"""How alembic runs migrations: on the connection it is handed, inside the one transaction that is open there.

That transaction holds the lock and takes in all missing revisions at once, so there is none per migration.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
