namespace Engify.Chaos;

/// <summary>
/// The school as it should be, one command after the other: the rules of the domain without any database. Each method
/// applies what was acknowledged, and notes what could not have been.
/// </summary>
internal sealed class SequentialModel
{
    private readonly Findings findings;
    private readonly Dictionary<(Guid Person, long Slot), Guid> busy = [];
    private readonly Dictionary<(Guid Student, Guid Product), Guid> owned = [];

    public SequentialModel(School school, Findings findings)
    {
        this.findings = findings;
        foreach (var session in school.GroupSessions)
        {
            Sessions[session.Id] = (session, []);
            Occupy(session.TaId, session.StartsAt, session.Minutes, session.Id, "The seed");
        }
    }

    /// <summary>Every booking that was made, with its command and what cancelled it.</summary>
    public Dictionary<Guid, (Command Booked, AnsweredBooking Answer, Command? Cancelled)> Bookings { get; } = [];

    /// <summary>Every bundle that was bought, with what is left of it.</summary>
    public Dictionary<Guid, (AnsweredPurchase Answer, int Remaining)> Bundles { get; } = [];

    /// <summary>The group sessions with who is in them.</summary>
    public Dictionary<Guid, (GroupSession Session, HashSet<Guid> Students)> Sessions { get; } = [];

    public void Apply(Command command)
    {
        switch (command.Kind)
        {
            case CommandKind.Book:
                Book(command, AnsweredBooking.Of(command));
                break;
            case CommandKind.Cancel:
                Cancel(command);
                break;
            case CommandKind.Join:
                Join(command);
                break;
            case CommandKind.Leave:
                Leave(command);
                break;
            case CommandKind.Purchase:
                Purchase(command, AnsweredPurchase.Of(command));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(command));
        }
    }

    private void Book(Command command, AnsweredBooking answer)
    {
        findings.Require(
            answer.CourseId == command.Course!.Id && answer.Date == command.StartsAt
                && answer.DurationMinutes == command.Minutes && answer.BundlePurchaseId == command.BundleId
                && (command.TaId is { } named ? answer.TaId == named : command.Course.TaIds.Contains(answer.TaId))
                && answer.PricePerStudent == (command.BundleId is null ? 30 : 0),
            FindingKind.WrongAnswer, $"{command}: asked for one booking, got another: {command.Settled!.Body}");
        if (!Bookings.TryAdd(answer.Id, (command, answer, null)))
        {
            findings.Add(FindingKind.Doubled, $"{command}: booking {answer.Id} was given to another command too");
            return;
        }

        Occupy(answer.TaId, answer.Date, answer.DurationMinutes, answer.Id, command.ToString());
        Occupy(command.Student.Id, answer.Date, answer.DurationMinutes, answer.Id, command.ToString());
        if (command.BundleId is { } bundleId)
            Spend(bundleId, 1, command);
    }

    private void Cancel(Command command)
    {
        if (!Bookings.TryGetValue(command.TargetId, out var booking))
        {
            findings.Add(FindingKind.Phantom, $"{command}: cancelled {command.TargetId}, which nobody booked");
            return;
        }

        if (booking.Cancelled is { } first)
        {
            findings.Add(FindingKind.Doubled, $"{command}: cancelled {command.TargetId}, as {first} did");
            return;
        }

        Bookings[command.TargetId] = booking with { Cancelled = command };
        Release(booking.Answer.TaId, booking.Answer.Date, booking.Answer.DurationMinutes, booking.Answer.Id);
        Release(booking.Booked.Student.Id, booking.Answer.Date, booking.Answer.DurationMinutes, booking.Answer.Id);
        if (booking.Answer.BundlePurchaseId is { } bundleId)
            Spend(bundleId, -1, command);
    }

    private void Join(Command command)
    {
        var (session, students) = Sessions[command.TargetId];
        findings.Require(
            students.Add(command.Student.Id), FindingKind.Doubled, $"{command}: joined {session.Id}, but was in it");
        findings.Require(
            students.Count <= session.Seats, FindingKind.Capacity,
            $"{command}: joined {session.Id} as number {students.Count} of {session.Seats}");
        Occupy(command.Student.Id, session.StartsAt, session.Minutes, session.Id, command.ToString());
    }

    private void Leave(Command command)
    {
        var (session, students) = Sessions[command.TargetId];
        findings.Require(
            students.Remove(command.Student.Id), FindingKind.Doubled,
            $"{command}: left {session.Id}, but was not in it");
        Release(command.Student.Id, session.StartsAt, session.Minutes, session.Id);
    }

    private void Purchase(Command command, AnsweredPurchase answer)
    {
        findings.Require(
            answer.StudentId == command.Student.Id && answer.ProductId == command.Product!.Id
                && answer.TotalSessions == command.Product.Sessions,
            FindingKind.WrongAnswer, $"{command}: asked for one bundle, got another: {command.Settled!.Body}");
        findings.Require(
            owned.TryAdd((command.Student.Id, command.Product!.Id), answer.Id), FindingKind.Doubled,
            $"{command}: bought {command.Product.Id} once more");
        Bundles[answer.Id] = (answer, answer.TotalSessions);
    }

    private void Spend(Guid bundleId, int sessions, Command command)
    {
        if (!Bundles.TryGetValue(bundleId, out var bundle))
        {
            findings.Add(FindingKind.Phantom, $"{command}: bundle {bundleId} was never bought");
            return;
        }

        Bundles[bundleId] = bundle = bundle with { Remaining = bundle.Remaining - sessions };
        findings.Require(
            bundle.Remaining >= 0 && bundle.Remaining <= bundle.Answer.TotalSessions, FindingKind.Balance,
            $"{command}: leaves {bundle.Remaining} of {bundle.Answer.TotalSessions} sessions in bundle {bundleId}");
    }

    private void Occupy(Guid person, DateTimeOffset startsAt, int minutes, Guid booking, string who)
    {
        foreach (var slot in Slots.Of(startsAt, minutes))
        {
            if (!busy.TryAdd((person, slot), booking))
            {
                findings.Add(
                    FindingKind.Overlap,
                    $"{who}: {person} is in {booking} and in {busy[(person, slot)]} at {startsAt:u}");
            }
        }
    }

    private void Release(Guid person, DateTimeOffset startsAt, int minutes, Guid booking)
    {
        foreach (var slot in Slots.Of(startsAt, minutes))
        {
            if (busy.GetValueOrDefault((person, slot)) == booking)
                busy.Remove((person, slot));
        }
    }
}
