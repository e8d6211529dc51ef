using Engify.Api.Development.EmbeddedPostgres;

namespace Engify.Tests.Development;

public sealed class PostgresProgramsTests
{
    [Fact]
    public void The_chosen_folder_comes_first_then_pg_config_then_the_highest_version_then_the_path() =>
        Assert.Equal(
            ["/chosen", "/configured", "/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/9.6/bin", "/usr/bin"],
            PostgresPrograms.Candidates(
                "/chosen", "/configured\n", ["/usr/lib/postgresql/9.6", "/usr/lib/postgresql/17"], "/usr/bin"));

    [Fact]
    public void Places_that_are_not_set_are_left_out() =>
        Assert.Equal(["/opt/homebrew/opt/postgresql@16/bin"], PostgresPrograms.Candidates(
            null, " ", ["/opt/homebrew/opt/postgresql@16"], null));

    [Fact]
    public void A_directory_with_client_programs_only_does_not_count()
    {
        var directory = Directory.CreateTempSubdirectory("engify-programs-");
        try
        {
            File.WriteAllText(Path.Combine(directory.FullName, "pg_ctl"), "");

            Assert.False(PostgresPrograms.HasServer(directory.FullName));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void Without_PostgreSQL_programs_the_message_says_what_else_to_do()
    {
        var message = new PostgresProgramsNotFoundException(new TimeoutException("No network.")).Message;

        Assert.Contains("docker compose up", message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__Engify", message, StringComparison.Ordinal);
        Assert.Contains("PG_BIN", message, StringComparison.Ordinal);
    }
}
