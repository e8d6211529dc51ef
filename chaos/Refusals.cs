namespace Engify.Chaos;

/// <summary>
/// Asks of each refusal whether something acknowledged can have been in the way at the time: what is refused without a
/// reason was stopped by something that nobody was told of.
/// </summary>
internal sealed class Refusals
{
    private readonly Findings _findings;
    private readonly Dictionary<Guid, Command> _cancellations;
    private readonly Dictionary<(Guid Person, long Slot), List<Span>> _busy = [];
    private readonly Dictionary<Guid, List<Span>> _spent = [];
    private readonly Dictionary<Guid, List<Span>> _seats = [];
    private readonly ILookup<(Guid Student, Guid Session), Span> _places;
    private readonly ILookup<(Guid Student, Guid Product), Command> _purchases;
    private readonly Dictionary<Guid, int> _bundleSizes;
    private readonly Dictionary<Guid, GroupSession> _sessions;

    public Refusals(School school, IReadOnlyList<Command> history, Findings findings)
    {
        _findings = findings;
        var done = history.Where(command => command.IsOk).ToList();
        _cancellations = done.Where(command => command.Kind == CommandKind.Cancel)
            .GroupBy(command => command.TargetId).ToDictionary(group => group.Key, group => group.First());
        _sessions = school.GroupSessions.ToDictionary(session => session.Id);

        foreach (var session in school.GroupSessions)
            AddBusy(session.TaId, session.StartsAt, session.Minutes, Span.Always);
        foreach (var command in done.Where(command => command.Kind == CommandKind.Book))
        {
            var answer = AnsweredBooking.Of(command);
            var until = _cancellations.GetValueOrDefault(answer.Id)?.Settled!.AnsweredAt ?? TimeSpan.MaxValue;
            var span = new Span(command.SentAt, until);
            AddBusy(answer.TaId, answer.Date, answer.DurationMinutes, span);
            AddBusy(command.Student.Id, answer.Date, answer.DurationMinutes, span);
            if (command.BundleId is { } bundleId)
                Add(_spent, bundleId, span);
        }

        var places = new List<((Guid, Guid) Key, Span Span)>();
        foreach (var group in done.Where(command => command.Kind is CommandKind.Join or CommandKind.Leave)
                     .GroupBy(command => (command.Student.Id, command.TargetId)))
        {
            var leaves = new Queue<Command>(
                group.Where(command => command.Kind == CommandKind.Leave).OrderBy(command => command.SentAt));
            foreach (var join in group.Where(command => command.Kind == CommandKind.Join)
                         .OrderBy(command => command.Settled!.AnsweredAt))
            {
                var until = leaves.TryDequeue(out var leave) ? leave.Settled!.AnsweredAt : TimeSpan.MaxValue;
                var span = new Span(join.SentAt, until);
                places.Add((group.Key, span));
                Add(_seats, join.TargetId, span);
                var session = _sessions[join.TargetId];
                AddBusy(join.Student.Id, session.StartsAt, session.Minutes, span);
            }
        }

        _places = places.ToLookup(place => place.Key, place => place.Span);
        var purchases = done.Where(command => command.Kind == CommandKind.Purchase).ToList();
        _purchases = purchases.ToLookup(command => (command.Student.Id, command.Product!.Id));
        _bundleSizes = purchases.Select(AnsweredPurchase.Of).GroupBy(answer => answer.Id)
            .ToDictionary(group => group.Key, group => group.First().TotalSessions);
    }

    public void Check(Command refused)
    {
        var during = new Span(refused.Settled!.SentAt, refused.Settled.AnsweredAt);
        _findings.Require(
            IsExplained(refused, during), FindingKind.Unexplained,
            $"{refused}: {refused.Settled.Code}, but nothing acknowledged was in the way");
    }

    private bool IsExplained(Command refused, Span during) => (refused.Kind, refused.Settled!.Code) switch
    {
        (CommandKind.Book, "ta_not_available") => IsBusy(refused.TaId!.Value, refused.StartsAt, refused.Minutes, during),
        (CommandKind.Book, "no_ta_available") =>
            refused.Course!.TaIds.All(ta => IsBusy(ta, refused.StartsAt, refused.Minutes, during)),
        (CommandKind.Book, "student_not_available") =>
            IsBusy(refused.Student.Id, refused.StartsAt, refused.Minutes, during),
        (CommandKind.Book, "bundle_exhausted") =>
            Count(_spent, refused.BundleId!.Value, during) >= _bundleSizes.GetValueOrDefault(refused.BundleId.Value, 1),
        (CommandKind.Join, "student_not_available") => IsBusy(
            refused.Student.Id, _sessions[refused.TargetId].StartsAt, _sessions[refused.TargetId].Minutes, during),
        (CommandKind.Join, "already_joined") => _places[(refused.Student.Id, refused.TargetId)].Any(during.Meets),
        (CommandKind.Join, "group_session_full") =>
            Count(_seats, refused.TargetId, during) >= _sessions[refused.TargetId].Seats,
        (CommandKind.Cancel, "already_cancelled") =>
            _cancellations.TryGetValue(refused.TargetId, out var first) && first.SentAt <= during.To,
        (CommandKind.Purchase, "bundle_already_purchased") =>
            _purchases[(refused.Student.Id, refused.Product!.Id)].Any(other => other.SentAt <= during.To),
        _ => false,
    };

    private bool IsBusy(Guid person, DateTimeOffset startsAt, int minutes, Span during) =>
        Slots.Of(startsAt, minutes).Any(slot =>
            _busy.TryGetValue((person, slot), out var spans) && spans.Any(during.Meets));

    private void AddBusy(Guid person, DateTimeOffset startsAt, int minutes, Span span)
    {
        foreach (var slot in Slots.Of(startsAt, minutes))
            Add(_busy, (person, slot), span);
    }

    private static int Count(Dictionary<Guid, List<Span>> spans, Guid key, Span during) =>
        spans.TryGetValue(key, out var all) ? all.Count(during.Meets) : 0;

    private static void Add<TKey>(Dictionary<TKey, List<Span>> spans, TKey key, Span span)
        where TKey : notnull
    {
        if (!spans.TryGetValue(key, out var all))
            spans[key] = all = [];
        all.Add(span);
    }

    /// <summary>From when to when something can have been so.</summary>
    private readonly record struct Span(TimeSpan From, TimeSpan To)
    {
        public static readonly Span Always = new(TimeSpan.MinValue, TimeSpan.MaxValue);

        public bool Meets(Span other) => From <= other.To && other.From <= To;
    }
}
