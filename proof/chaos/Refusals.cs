namespace Engify.Chaos;

/// <summary>
/// Asks of each refusal whether something acknowledged can have been in the way at the time: what is refused without a
/// reason was stopped by something that nobody was told of. In a cluster that may be a commit that a failover took
/// back.
/// </summary>
internal sealed class Refusals
{
    private readonly Findings findings;
    private readonly Dictionary<Guid, List<Span>> cancellations = [];
    private readonly Dictionary<(Guid Person, long Slot), List<Span>> busy = [];
    private readonly Dictionary<Guid, List<Span>> spent = [];
    private readonly Dictionary<Guid, List<Span>> seats = [];
    private readonly Dictionary<(Guid Student, Guid Session), List<Span>> places = [];
    private readonly Dictionary<(Guid Student, Guid Product), List<Span>> purchases = [];
    private readonly Dictionary<Guid, int> bundleSizes;
    private readonly Dictionary<Guid, GroupSession> sessions;

    public Refusals(School school, IReadOnlyList<Command> history, bool mayTakeBack, Findings findings)
    {
        this.findings = findings;
        var done = history.Where(command => command.IsOk).ToList();
        sessions = school.GroupSessions.ToDictionary(session => session.Id);
        bundleSizes = done.Where(command => command.Kind == CommandKind.Purchase)
            .Select(AnsweredPurchase.Of).GroupBy(answer => answer.Id)
            .ToDictionary(group => group.Key, group => group.First().TotalSessions);

        foreach (var session in school.GroupSessions)
            AddBusy(session.TaId, session.StartsAt, session.Minutes, Span.Always);
        AddDone(done);
        if (mayTakeBack)
            AddTakenBack(history, done);
    }

    public void Check(Command refused)
    {
        var during = new Span(refused.Settled!.SentAt, refused.Settled.AnsweredAt, refused);
        findings.Require(
            IsExplained(refused, during), FindingKind.Unexplained,
            $"{refused}: {refused.Settled.Code} "
            + $"at {during.From.TotalSeconds:0.000} to {during.To.TotalSeconds:0.000} s, "
            + "but nothing acknowledged was in the way");
    }

    private bool IsExplained(Command refused, Span during) => (refused.Kind, refused.Settled!.Code) switch
    {
        (CommandKind.Book, "ta_not_available") =>
            refused.TaId is { } ta && IsBusy(ta, refused.StartsAt, refused.Minutes, during),
        (CommandKind.Book, "no_ta_available") =>
            refused.Course!.TaIds.All(ta => IsBusy(ta, refused.StartsAt, refused.Minutes, during)),
        (CommandKind.Book, "student_not_available") =>
            IsBusy(refused.Student.Id, refused.StartsAt, refused.Minutes, during),
        (CommandKind.Book, "bundle_exhausted") =>
            refused.BundleId is { } bundle
            && Count(spent, bundle, during) >= bundleSizes.GetValueOrDefault(bundle, 1),
        (CommandKind.Join, "student_not_available") => IsBusy(
            refused.Student.Id, sessions[refused.TargetId].StartsAt, sessions[refused.TargetId].Minutes, during),
        (CommandKind.Join, "already_joined") => Count(places, (refused.Student.Id, refused.TargetId), during) > 0,
        (CommandKind.Join, "group_session_full") =>
            Count(seats, refused.TargetId, during) >= sessions[refused.TargetId].Seats,
        (CommandKind.Cancel, "already_cancelled") => Count(cancellations, refused.TargetId, during) > 0,
        (CommandKind.Purchase, "bundle_already_purchased") =>
            Count(purchases, (refused.Student.Id, refused.Product!.Id), during) > 0,
        _ => false,
    };

    private void AddDone(List<Command> done)
    {
        var cancelled = new Dictionary<Guid, TimeSpan>();
        foreach (var command in done.Where(command => command.Kind == CommandKind.Cancel))
        {
            cancelled.TryAdd(command.TargetId, command.Settled!.AnsweredAt);
            Add(cancellations, command.TargetId, Span.Since(command));
        }

        foreach (var command in done.Where(command => command.Kind == CommandKind.Purchase))
            Add(purchases, (command.Student.Id, command.Product!.Id), Span.Since(command));

        foreach (var command in done.Where(command => command.Kind == CommandKind.Book))
        {
            var answer = AnsweredBooking.Of(command);
            var span = Span.Since(command) with { To = cancelled.GetValueOrDefault(answer.Id, TimeSpan.MaxValue) };
            AddBusy(answer.TaId, answer.Date, answer.DurationMinutes, span);
            AddBooked(command, span);
        }

        foreach (var group in done.Where(command => command.Kind is CommandKind.Join or CommandKind.Leave)
                     .GroupBy(command => (command.Student.Id, command.TargetId)))
        {
            var leaves = new Queue<Command>(
                group.Where(command => command.Kind == CommandKind.Leave).OrderBy(command => command.SentAt));
            foreach (var join in group.Where(command => command.Kind == CommandKind.Join)
                         .OrderBy(command => command.Settled!.AnsweredAt))
            {
                var until = leaves.TryDequeue(out var leave) ? leave.Settled!.AnsweredAt : TimeSpan.MaxValue;
                AddJoined(join, Span.Since(join) with { To = until });
            }
        }
    }

    /// <summary>
    /// Adds what may have been done and was taken back. It can have been seen until the first success of a command that
    /// was sent afterwards: if that went to the same primary, the standby that confirmed it has the earlier commit too,
    /// which then is not lost; otherwise the failover was before.
    /// </summary>
    private void AddTakenBack(IReadOnlyList<Command> history, List<Command> done)
    {
        foreach (var command in history)
        {
            foreach (var attempt in command.Uncertain)
            {
                var until = done.Where(other => other.Settled!.SentAt >= attempt.AnsweredAt)
                    .Select(other => other.Settled!.AnsweredAt).DefaultIfEmpty(TimeSpan.MaxValue).Min();
                AddTakenBack(command, new Span(attempt.SentAt, until, command));
            }
        }
    }

    private void AddTakenBack(Command command, Span span)
    {
        // Done again with another TA, perhaps. All else was the same and is known by the success.
        if (command.Kind == CommandKind.Book && (command.TaId is null || !command.IsOk))
        {
            foreach (var ta in command.TaId is { } named ? [named] : command.Course!.TaIds)
                AddBusy(ta, command.StartsAt, command.Minutes, span);
        }

        if (command.IsOk)
            return;

        switch (command.Kind)
        {
            case CommandKind.Book:
                AddBooked(command, span);
                break;
            case CommandKind.Join:
                AddJoined(command, span);
                break;
            case CommandKind.Cancel:
                Add(cancellations, command.TargetId, span);
                break;
            case CommandKind.Purchase:
                Add(purchases, (command.Student.Id, command.Product!.Id), span);
                break;
            default:
                break; // who leaves is in nobody's way
        }
    }

    /// <summary>What a booking takes, but for the TA.</summary>
    private void AddBooked(Command command, Span span)
    {
        AddBusy(command.Student.Id, command.StartsAt, command.Minutes, span);
        if (command.BundleId is { } bundleId)
            Add(spent, bundleId, span);
    }

    private void AddJoined(Command command, Span span)
    {
        Add(places, (command.Student.Id, command.TargetId), span);
        Add(seats, command.TargetId, span);
        var session = sessions[command.TargetId];
        AddBusy(command.Student.Id, session.StartsAt, session.Minutes, span);
    }

    private bool IsBusy(Guid person, DateTimeOffset startsAt, int minutes, Span during) =>
        Slots.Of(startsAt, minutes).Any(slot =>
            busy.TryGetValue((person, slot), out var spans) && spans.Any(during.Meets));

    private void AddBusy(Guid person, DateTimeOffset startsAt, int minutes, Span span)
    {
        foreach (var slot in Slots.Of(startsAt, minutes))
            Add(busy, (person, slot), span);
    }

    private static int Count<TKey>(Dictionary<TKey, List<Span>> spans, TKey key, Span during)
        where TKey : notnull =>
        spans.TryGetValue(key, out var all) ? all.Count(during.Meets) : 0;

    private static void Add<TKey>(Dictionary<TKey, List<Span>> spans, TKey key, Span span)
        where TKey : notnull
    {
        if (!spans.TryGetValue(key, out var all))
            spans[key] = all = [];
        all.Add(span);
    }

    /// <summary>From when to when something can have been so, by which command.</summary>
    private readonly record struct Span(TimeSpan From, TimeSpan To, Command? By)
    {
        public static readonly Span Always = new(TimeSpan.MinValue, TimeSpan.MaxValue, null);

        public static Span Since(Command command) => new(command.SentAt, TimeSpan.MaxValue, command);

        /// <summary>At some moment both, and by two commands: none is in its own way.</summary>
        public bool Meets(Span other) => By != other.By && From <= other.To && other.From <= To;
    }
}
