using System.Text.Json;

namespace Engify.Chaos;

/// <summary>
/// Many students at once who book, join, leave, buy and cancel. Whatever a student cancels or leaves was acknowledged
/// before, so that the history can be put in order.
/// </summary>
internal sealed class Load(Stage stage, int seed)
{
    private const int Clients = 16;

    private readonly Lock knowing = new();
    private readonly List<(Student Student, Guid Id)> bookings = [];
    private readonly List<(Student Student, Guid Id)> cancelled = [];
    private readonly List<(Student Student, Guid Session)> seats = [];
    private readonly List<(Student Student, Course Course, Guid Id)> bundles = [];

    // What is not settled yet, by student and session. A command without a key is alone there until it is known what it
    // did: by what is read afterwards, it could not be told apart from another.
    private readonly Dictionary<(Guid Student, Guid Session), List<Command>> open = [];

    private int drawn;

    /// <summary>Runs until the token says that it is enough, then waits for what is under way.</summary>
    /// <param name="enough">No further requests after this.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public Task RunAsync(CancellationToken enough, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(
            () => RunClientAsync(new Random(unchecked(seed * 1000 + client)), enough, cancellationToken),
            cancellationToken)));

    private async Task RunClientAsync(Random random, CancellationToken enough, CancellationToken cancellationToken)
    {
        while (!enough.IsCancellationRequested)
        {
            var command = Draw(random);
            stage.History.Enqueue(command);
            var instance = random.Next(stage.Client.Instances);
            // Now and then a client is impatient and sends the same twice at once, to another instance if there is one.
            var copies = random.Next(30) == 0 && command.Key is not null ? 2 : 1;
            var answers = await Task.WhenAll(Enumerable.Range(0, copies).Select(copy => stage.Client.SendAsync(
                command, (instance + copy) % stage.Client.Instances, stage.ClientPatience(random), cancellationToken)));
            Learn(command);

            var isHard = answers.Any(answer => answer.Outcome is Outcome.Unavailable or Outcome.Unknown);
            await Task.Delay(isHard ? random.Next(50, 150) : random.Next(0, 20), cancellationToken);
        }
    }

    private Command Draw(Random random)
    {
        var student = Any(stage.School.Students, random);
        var number = Interlocked.Increment(ref drawn);
        lock (knowing)
        {
            switch (random.Next(100))
            {
                case < 24 when bookings.Count > 10:
                    return Cancel(number, Take(bookings, random));
                case < 25 when cancelled.Count > 0:
                    return Cancel(number, Any(cancelled, random));
                case < 37 when seats.Count > 5:
                    var seat = Take(seats, random);
                    var leave = Seat(number, CommandKind.Leave, seat.Student, seat.Session);
                    if (TryOpen(leave))
                        return leave;
                    seats.Add(seat);
                    goto default;
                case < 55:
                    var join = Seat(number, CommandKind.Join, student, Any(stage.School.GroupSessions, random).Id);
                    if (TryOpen(join))
                        return join;
                    goto default;
                case < 60:
                    var seller = Any(stage.School.Courses, random);
                    var product = Any(seller.Bundles, random);
                    return new Command(
                        number, CommandKind.Purchase, student, $"/bundles/courses/{seller.Id}/purchase",
                        new { studentId = student.Id, productId = product.Id })
                    {
                        Course = seller,
                        Product = product,
                    };
                case < 75 when bundles.Count > 0:
                    var bundle = Any(bundles, random);
                    return Book(number, bundle.Student, bundle.Course, bundle.Id, random);
                default:
                    return Book(number, student, Any(stage.School.Courses, random), null, random);
            }
        }
    }

    private Command Book(int number, Student student, Course course, Guid? bundleId, Random random)
    {
        var (startsAt, minutes) = stage.School.AnyTime(random);
        Guid? taId = random.Next(4) == 0 ? null : Any(course.TaIds, random);
        return new Command(
            number, CommandKind.Book, student, "/bookings/individual",
            new
            {
                studentId = student.Id,
                courseId = course.Id,
                taId,
                date = startsAt,
                durationMinutes = minutes,
                bundlePurchaseId = bundleId,
            })
        {
            Course = course,
            TaId = taId,
            StartsAt = startsAt,
            Minutes = minutes,
            BundleId = bundleId,
        };
    }

    private static Command Seat(int number, CommandKind kind, Student student, Guid session) => new(
        number, kind, student, $"/group-sessions/{session}/{(kind == CommandKind.Join ? "join" : "leave")}",
        new { studentId = student.Id })
    {
        TargetId = session,
    };

    private bool TryOpen(Command command)
    {
        if (!open.TryGetValue((command.Student.Id, command.TargetId), out var others))
            open[(command.Student.Id, command.TargetId)] = others = [];
        if (others.Exists(other => command.Key is null || other.Key is null))
            return false;

        others.Add(command);
        return true;
    }

    private Command Cancel(int number, (Student Student, Guid Id) booking)
    {
        cancelled.Add(booking);
        return new Command(
            number, CommandKind.Cancel, booking.Student, $"/bookings/{booking.Id}/cancel",
            new { reason = Command.ReasonOf(number) })
        {
            TargetId = booking.Id,
        };
    }

    private void Learn(Command command)
    {
        lock (knowing)
        {
            if (command.Settled is not null && open.TryGetValue((command.Student.Id, command.TargetId), out var others))
                others.Remove(command);
            if (!command.IsOk)
                return;

            switch (command.Kind)
            {
                case CommandKind.Book:
                    bookings.Add((command.Student, IdIn(command)));
                    break;
                case CommandKind.Join:
                    seats.Add((command.Student, command.TargetId));
                    break;
                case CommandKind.Purchase:
                    bundles.Add((command.Student, command.Course!, IdIn(command)));
                    break;
                default:
                    break;
            }
        }
    }

    private static Guid IdIn(Command command)
    {
        using var answer = JsonDocument.Parse(command.Settled!.Body!);
        return answer.RootElement.GetProperty("id").GetGuid();
    }

    private static T Any<T>(IReadOnlyList<T> all, Random random) => all[random.Next(all.Count)];

    private static T Take<T>(List<T> all, Random random)
    {
        var index = random.Next(all.Count);
        var taken = all[index];
        all[index] = all[^1];
        all.RemoveAt(all.Count - 1);
        return taken;
    }
}
