using System.Globalization;

namespace Engify.Chaos;

/// <summary>What the command line asks for.</summary>
internal sealed record ChaosOptions
{
    public const string All = "all";

    public const string Usage =
        """
        proof/chaos/run [--fault NAME[,NAME…]|all] [--seconds N] [--instances N] [--seed N] [--port N]
                        [--cluster FOLDER]
        proof/chaos/run --control NAME[,NAME…] | --controls
        proof/chaos/run --short
        proof/chaos/run --list

          --fault      which faults, all otherwise
          --seconds    how long each fault goes on, 60 otherwise (controls: 12)
          --instances  instances of the service, 1 to 4, 2 otherwise
          --seed       the seed of an earlier run, to have the same faults and requests drawn again
          --port       PostgreSQL's port, 3700 otherwise; the others follow it
          --cluster    a folder with the programs up, down, fault and faults, in place of a PostgreSQL of our own
          --control    spoil one thing on purpose; exits 0 only if the violation is found
          --controls   all controls
          --short      the short form for continuous integration, two to three minutes
          --list       the names of the faults and controls
        """;

    private static readonly string[] Choices = ["--fault", "--control", "--controls", "--short"];

    public IReadOnlyList<string> Faults { get; private init; } = [All];

    public IReadOnlyList<string> Controls { get; private init; } = [];

    /// <summary>How long one fault is injected again and again; null for what is usual.</summary>
    public TimeSpan? Duration { get; private init; }

    /// <summary>1 to 4.</summary>
    public int Instances { get; private init; } = 2;

    public int Seed { get; private init; } = Random.Shared.Next(1, 1_000_000);

    /// <summary>PostgreSQL's port; proxies and instances take those after it.</summary>
    public int Port { get; private init; } = 3700;

    /// <summary>The folder of the programs that start an external database and break it; null for our own.</summary>
    public string? Cluster { get; private init; }

    public bool Short { get; private init; }

    /// <summary>
    /// How long the service may take for a request: its default; in the short form less, because what became of a
    /// request without an answer is asked only after that.
    /// </summary>
    public TimeSpan ServiceTimeout => TimeSpan.FromSeconds(Short ? 8 : 30);

    public bool List { get; private init; }

    /// <exception cref="FormatException">
    /// An option is unknown, its value is not valid, or it contradicts another.
    /// </exception>
    public static ChaosOptions Parse(string[] args)
    {
        if (Choices.Where(args.Contains).ToList() is [var one, var other, ..])
            throw new FormatException($"{one} and {other} exclude each other: each says what is to run.");
        if (args.Contains("--short") && args.Contains("--cluster"))
            throw new FormatException("--short and --cluster exclude each other: it needs a PostgreSQL of its own.");

        var options = new ChaosOptions();
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var name))
        {
            options = name switch
            {
                "--fault" => options with { Faults = Value().Split(',') },
                "--seconds" => options with { Duration = TimeSpan.FromSeconds(Number(1, 3600)) },
                "--instances" => options with { Instances = Number(1, 4) },
                "--seed" => options with { Seed = Number(0, int.MaxValue) },
                "--port" => options with { Port = Number(1024, 65000) },
                "--cluster" => options with { Cluster = Path.GetFullPath(Value()) },
                "--control" => options with { Controls = Value().Split(','), Faults = [] },
                "--controls" => options with { Controls = [All], Faults = [] },
                "--short" => options with { Short = true },
                "--list" => options with { List = true },
                _ => throw new FormatException($"Unknown option {name}."),
            };

            string Value() =>
                rest.TryDequeue(out var value) ? value : throw new FormatException($"{name} needs a value.");

            int Number(int least, int most) =>
                int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number >= least && number <= most
                    ? number
                    : throw new FormatException($"{name} takes a whole number, {least} to {most}.");
        }

        return options;
    }
}
