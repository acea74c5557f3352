-- The role that owns the tables, and its database. The migrations make the roles of the services. Harmless when repeated.
\set ON_ERROR_STOP off
-- A statement that fails is not logged, because one holds a password. Only a superuser may say so.
SET log_min_error_statement = panic;
\set ON_ERROR_STOP on
\getenv password MIGRATE_PASSWORD
\getenv database DATABASE_NAME

SELECT 'CREATE ROLE payments_migrate LOGIN CREATEROLE'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'payments_migrate') \gexec

ALTER ROLE payments_migrate PASSWORD :'password';

-- An administrator that is no superuser must be a member to give the database away.
GRANT payments_migrate TO CURRENT_USER;

SELECT format('CREATE DATABASE %I OWNER payments_migrate', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
