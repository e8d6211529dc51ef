using Engify.Features.Integrity.CheckIntegrity;
using MediatR;

namespace Engify.Api.Operate;

/// <summary>What the program does instead of serving, if its first argument names a verb.</summary>
internal sealed record Verb(string Name, string Summary, Func<IServiceProvider, CancellationToken, Task<int>> RunAsync)
{
    public const int Success = 0;
    public const int Failed = 1;

    /// <summary>The settings that the arguments after its name become, if they are no options.</summary>
    private IReadOnlyList<string> Operands { get; init; } = [];

    /// <summary>Its options without a value.</summary>
    private IReadOnlyList<string> Flags { get; init; } = [];

    private static readonly Verb[] All =
    [
        new("migrate", "Brings the database to the current schema.", MigrateAsync),
        new("seed-demo", "Loads the demo data into an empty database.", SeedDemoAsync),
        new(
            "create-admin", "Makes an administrator: --email, --name; the password by prompt or standard input.",
            AccountVerbs.CreateAdminAsync),
        new(
            "create-ta-account", "Makes the account of a TA: --email; the password likewise.",
            AccountVerbs.CreateTaAccountAsync),
        new("rotate-signing-key", "Makes a new key for access tokens.", AccountVerbs.RotateSigningKeyAsync),
        new("check", "Verifies what must always be true over the whole database; exits 1 on any fault.", CheckAsync),
        new(
            "import-prisma",
            "Takes over a database of the first generation: its connection string, --dry-run, --skip-conflicts.",
            TakeoverVerb.ImportPrismaAsync)
        {
            Operands = [TakeoverVerb.Source],
            Flags = [TakeoverVerb.DryRun, TakeoverVerb.SkipConflicts],
        },
        new(
            "import", "Creates and changes rows from a file: their kind, the file, --dry-run to only say what it would do.",
            FileVerbs.ImportAsync)
        {
            Operands = [FileVerbs.Kind, FileVerbs.File],
            Flags = [FileVerbs.DryRun],
        },
        new(
            "export", "Prints all rows of a kind as a file: their kind, --from, --to for bookings and audit.",
            FileVerbs.ExportAsync)
        {
            Operands = [FileVerbs.Kind],
        },
    ];

    /// <summary>
    /// The verb that the arguments name, null to serve, and the settings that they make. Options begin with a dash and
    /// are not verbs.
    /// </summary>
    /// <exception cref="OperatorException">
    /// The first argument is not a verb, or what follows is neither its own nor an option with a value, which the
    /// settings would ignore.
    /// </exception>
    public static (Verb? Verb, string[] Settings) Parse(string[] args)
    {
        var verb = args is [{ } first, ..] && !first.StartsWith('-')
            ? All.SingleOrDefault(verb => verb.Name == first) ?? throw Usage($"Unknown verb '{first}'")
            : null;
        var operands = new Queue<string>(verb?.Operands ?? []);
        var settings = new List<string>();
        for (var i = verb is null ? 0 : 1; i < args.Length; i++)
        {
            var isOption = args[i].StartsWith("--", StringComparison.Ordinal);
            var argument = args[i];
            if (!isOption && operands.TryDequeue(out var operand))
                settings.Add($"--{operand}={argument}");
            else if (isOption && verb?.Flags.Contains(argument[2..]) == true)
                settings.Add($"{argument}=true");
            else if (isOption && argument.Contains('='))
                settings.Add(argument);
            else if (isOption && ++i < args.Length)
                settings.Add($"{argument}={args[i]}");
            else
                throw Usage($"Unknown argument '{argument}': options are --name value or --name=value");
        }

        return operands.TryPeek(out var missing)
            ? throw Usage($"'{verb!.Name}' needs a {missing}")
            : (verb, [.. settings]);
    }

    private static OperatorException Usage(string fault) => new(string.Join(
        Environment.NewLine,
        [
            $"{fault}. Without a verb, Engify serves. Its verbs are:",
            .. All.Select(verb => $"  {verb.Name,-18} {verb.Summary}"),
        ]));

    private static async Task<int> MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var applied = await services.MigrateAsync(cancellationToken);
        Console.WriteLine(applied.Count == 0 ? "The schema is up to date." : $"Applied {string.Join(", ", applied)}.");
        return Success;
    }

    private static async Task<int> SeedDemoAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        services.RequireProtectedKeys(); // the demo's reasons are encrypted, which creates the first key
        var seeded = await services.SeedDemoAsync(cancellationToken);
        Console.WriteLine(seeded
            ? "Loaded the demo data."
            : "There are courses already: the demo data goes into an empty database only.");
        return seeded ? Success : Failed;
    }

    private static async Task<int> CheckAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var faults = await scope.ServiceProvider.GetRequiredService<IMediator>()
            .Send(new CheckIntegrityRequest(), cancellationToken);
        foreach (var fault in faults)
            Console.WriteLine($"{fault.Code}: {fault.Id} {fault.Details}");
        Console.WriteLine(faults.Count == 0 ? "All promises hold." : $"{faults.Count} faults.");
        return faults.Count == 0 ? Success : Failed;
    }
}
