using System.Text.Json;

namespace Engify.Chaos;

/// <summary>
/// One command of one student, and what is known of it: under one key however often it is sent, or without a key and
/// sent once.
/// </summary>
internal sealed class Command(int number, CommandKind kind, Student student, string path, object body)
{
    /// <summary>Of so many commands one has no key.</summary>
    private const int KeylessEvery = 4;

    /// <summary>How answers are read: nothing may be missing.</summary>
    public static readonly JsonSerializerOptions AnswerFormat = new(JsonSerializerOptions.Web)
    {
        RespectRequiredConstructorParameters = true,
    };

    private readonly Lock recording = new();
    private readonly List<Answer> uncertain = [];
    private TimeSpan uncertainUntil;

    public int Number => number;

    public CommandKind Kind => kind;

    public Student Student => student;

    public string Path => path;

    public object Body => body;

    public HttpMethod Method => kind == CommandKind.Cancel ? HttpMethod.Patch : HttpMethod.Post;

    /// <summary>The idempotency key; null for a command that goes without.</summary>
    public string? Key { get; } = number % KeylessEvery == 0 ? null : $"chaos-{number}-{Guid.NewGuid():N}";


    /// <summary>The course of a booking or a purchase.</summary>
    public Course? Course { get; init; }

    /// <summary>The TA that a booking names.</summary>
    public Guid? TaId { get; init; }

    /// <summary>When a booking starts.</summary>
    public DateTimeOffset StartsAt { get; init; }

    /// <summary>How long a booking lasts, in minutes.</summary>
    public int Minutes { get; init; }

    /// <summary>The bundle that pays for a booking.</summary>
    public Guid? BundleId { get; init; }

    /// <summary>The booking to cancel, or the group session to join or leave.</summary>
    public Guid TargetId { get; init; }

    /// <summary>The product to buy.</summary>
    public BundleProduct? Product { get; init; }

    /// <summary>When it was first sent.</summary>
    public TimeSpan SentAt { get; private set; } = TimeSpan.MaxValue;

    /// <summary>
    /// The answer that settled it: a success, or a refusal after which nothing was tried again; without a key also what
    /// was read afterwards.
    /// </summary>
    public Answer? Settled { get; private set; }

    /// <summary>The first thing known of it, as counted in the report.</summary>
    public Answer? First { get; private set; }

    /// <summary>The answers that left open whether it was done.</summary>
    public IReadOnlyList<Answer> Uncertain => uncertain;

    public bool IsOk => Settled?.Outcome == Outcome.Ok;

    public bool IsRefused => Settled?.Outcome == Outcome.Refused;

    /// <summary>Whether that is what a success of this command looks like.</summary>
    public bool IsAnsweredBy(string body)
    {
        try
        {
            return kind switch
            {
                CommandKind.Book => JsonSerializer.Deserialize<AnsweredBooking>(body, AnswerFormat) is not null,
                CommandKind.Purchase => JsonSerializer.Deserialize<AnsweredPurchase>(body, AnswerFormat) is not null,
                _ => true,
            };
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>What this cancellation says, and no other.</summary>
    public static string ReasonOf(int number) => $"Chaos {number}";

    public override string ToString() => $"#{number} {kind} by {student.Email}";

    /// <summary>
    /// Notes one more answer. A success settles it for good; a refusal only where nothing sent before may still have
    /// its effect.
    /// </summary>
    public void Record(Answer answer, Findings findings)
    {
        lock (recording)
        {
            First ??= answer;
            if (answer.Outcome is Outcome.Unavailable or Outcome.Unknown)
                uncertain.Add(answer);
            SentAt = answer.SentAt < SentAt ? answer.SentAt : SentAt;
            switch (answer.Outcome)
            {
                case Outcome.Ok when IsOk:
                    findings.Require(
                        answer.Body == Settled!.Body, FindingKind.Doubled,
                        $"{this}: one key, two answers: {Settled.Body} and {answer.Body}");
                    // The earlier one bounds better when it took effect.
                    Settled = answer.AnsweredAt < Settled.AnsweredAt ? answer : Settled;
                    break;
                case Outcome.Ok or Outcome.NotDone:
                    Settled = answer;
                    break;
                case Outcome.Refused when !IsOk && answer.SentAt >= uncertainUntil:
                    Settled = answer;
                    break;
                case Outcome.Unavailable or Outcome.Unknown when !IsOk:
                    uncertainUntil = answer.AnsweredAt;
                    Settled = null;
                    break;
                default:
                    break;
            }
        }
    }
}
