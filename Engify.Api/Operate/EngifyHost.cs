namespace Engify.Api.Operate;

/// <summary>The host, with its settings.</summary>
internal static class EngifyHost
{
    /// <summary>
    /// The settings are in the program's own folder, wherever it is started. They are read once, so no file has to be
    /// watched.
    /// </summary>
    /// <exception cref="OperatorException">They cannot be read.</exception>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        try
        {
            return WebApplication.CreateBuilder(
                [$"--contentRoot={ProgramFolder.Own}", "--hostBuilder:reloadConfigOnChange=false", .. args]);
        }
        catch (Exception failure) when (
            failure is IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
        {
            var cause = failure.GetBaseException();
            throw new OperatorException(OperatorFault.OneLine(failure is DirectoryNotFoundException
                ? $"There is no folder {failure.Message} to read appsettings.json from."
                : $"The settings cannot be read: {failure.Message} {(cause == failure ? "" : cause.Message)}"));
        }
    }
}
