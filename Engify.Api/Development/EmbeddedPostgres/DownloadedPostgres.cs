using MysticMind.PostgresEmbed;

namespace Engify.Api.Development.EmbeddedPostgres;

/// <summary>The last resort on a machine without PostgreSQL: downloads the programs once per folder.</summary>
internal static class DownloadedPostgres
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string Version = "17.6.0";

    /// <returns>The directory of the programs.</returns>
    public static async Task<string> InstallAsync(
        ServerFolder folder, ILogger logger, CancellationToken cancellationToken)
    {
        var postgres = new PgServer(
            new PgServerOptions { PgVersion = Version, DbDir = folder.Programs, BinariesDir = folder.Programs });
        await using (postgres)
        {
            if (!Directory.Exists(postgres.InstallDir))
                logger.Downloading(Version, folder.Programs);
            using var install = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            try
            {
                await postgres.InstallAsync(install.Token).WaitAsync(Patience, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                await install.CancelAsync();
                throw new PostgresProgramsNotFoundException(failure);
            }

            return postgres.PgBinDir;
        }
    }
}
