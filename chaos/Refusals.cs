namespace Engify.Chaos;

/// <summary>
/// Asks of each refusal whether something acknowledged can have been in the way at the time: what is refused without a
/// reason was stopped by something that nobody was told of. In a cluster that may be a commit that a failover took back.
/// </summary>
internal sealed class Refusals
{
    private readonly Findings _findings;
    private readonly Dictionary<Guid, List<Span>> _cancellations = [];
    private readonly Dictionary<(Guid Person, long Slot), List<Span>> _busy = [];
    private readonly Dictionary<Guid, List<Span>> _spent = [];
    private readonly Dictionary<Guid, List<Span>> _seats = [];
    private readonly Dictionary<(Guid Student, Guid Session), List<Span>> _places = [];
    private readonly Dictionary<(Guid Student, Guid Product), List<Span>> _purchases = [];
    private readonly Dictionary<Guid, int> _bundleSizes;
    private readonly Dictionary<Guid, GroupSession> _sessions;

    public Refusals(School school, IReadOnlyList<Command> history, bool mayTakeBack, Findings findings)
    {
        _findings = findings;
        var done = history.Where(command => command.IsOk).ToList();
        _sessions = school.GroupSessions.ToDictionary(session => session.Id);
        _bundleSizes = done.Where(command => command.Kind == CommandKind.Purchase)
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
        _findings.Require(
            IsExplained(refused, during), FindingKind.Unexplained,
            $"{refused}: {refused.Settled.Code}, but nothing acknowledged was in the way");
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
            && Count(_spent, bundle, during) >= _bundleSizes.GetValueOrDefault(bundle, 1),
        (CommandKind.Join, "student_not_available") => IsBusy(
            refused.Student.Id, _sessions[refused.TargetId].StartsAt, _sessions[refused.TargetId].Minutes, during),
        (CommandKind.Join, "already_joined") => Count(_places, (refused.Student.Id, refused.TargetId), during) > 0,
        (CommandKind.Join, "group_session_full") =>
            Count(_seats, refused.TargetId, during) >= _sessions[refused.TargetId].Seats,
        (CommandKind.Cancel, "already_cancelled") => Count(_cancellations, refused.TargetId, during) > 0,
        (CommandKind.Purchase, "bundle_already_purchased") =>
            Count(_purchases, (refused.Student.Id, refused.Product!.Id), during) > 0,
        _ => false,
    };

    private void AddDone(List<Command> done)
    {
        var cancelled = new Dictionary<Guid, TimeSpan>();
        foreach (var command in done.Where(command => command.Kind == CommandKind.Cancel))
        {
            cancelled.TryAdd(command.TargetId, command.Settled!.AnsweredAt);
            Add(_cancellations, command.TargetId, Span.Since(command));
        }

        foreach (var command in done.Where(command => command.Kind == CommandKind.Purchase))
            Add(_purchases, (command.Student.Id, command.Product!.Id), Span.Since(command));

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
    /// Adds what may have been done and was taken back. It can have been seen until the first success of a command that was
    /// sent afterwards: if that went to the same primary, the standby that confirmed it has the earlier commit too, which
    /// then is not lost; otherwise the failover was before.
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
                Add(_cancellations, command.TargetId, span);
                break;
            case CommandKind.Purchase:
                Add(_purchases, (command.Student.Id, command.Product!.Id), span);
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
            Add(_spent, bundleId, span);
    }

    private void AddJoined(Command command, Span span)
    {
        Add(_places, (command.Student.Id, command.TargetId), span);
        Add(_seats, command.TargetId, span);
        var session = _sessions[command.TargetId];
        AddBusy(command.Student.Id, session.StartsAt, session.Minutes, span);
    }

    private bool IsBusy(Guid person, DateTimeOffset startsAt, int minutes, Span during) =>
        Slots.Of(startsAt, minutes).Any(slot =>
            _busy.TryGetValue((person, slot), out var spans) && spans.Any(during.Meets));

    private void AddBusy(Guid person, DateTimeOffset startsAt, int minutes, Span span)
    {
        foreach (var slot in Slots.Of(startsAt, minutes))
            Add(_busy, (person, slot), span);
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
