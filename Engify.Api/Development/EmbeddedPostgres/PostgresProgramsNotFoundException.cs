namespace Engify.Api.Development.EmbeddedPostgres;

/// <summary>
/// This machine has no PostgreSQL server programs, and none could be downloaded; the message says what to do about it.
/// </summary>
public sealed class PostgresProgramsNotFoundException(Exception downloadFailure) : EmbeddedPostgresException(
    "No PostgreSQL server was found on this machine, and none could be downloaded "
    + $"({downloadFailure.Message.TrimEnd('.')}): the programs initdb, pg_ctl and postgres are in none of "
    + $"{PostgresPrograms.Places}. Install PostgreSQL 15 or later, or set PG_BIN to the directory of its programs, or "
    + "run the service together with a database in containers (docker compose up), or set ConnectionStrings__Engify to "
    + "the connection string of an existing database.",
    downloadFailure);
