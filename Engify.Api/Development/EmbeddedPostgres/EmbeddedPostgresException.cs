namespace Engify.Api.Development.EmbeddedPostgres;

/// <summary>The embedded PostgreSQL cannot run; the message says in one line what to do about it.</summary>
public class EmbeddedPostgresException(string message, Exception? cause = null) : Exception(message, cause);
