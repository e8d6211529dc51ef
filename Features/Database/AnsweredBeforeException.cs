namespace Engify.Features.Database;

/// <summary>The command repeats one that was answered before. It does not run again and gets the same answer.</summary>
internal sealed class AnsweredBeforeException(KeptAnswer answer) : Exception("This command was answered before.")
{
    /// <summary>The first answer.</summary>
    public KeptAnswer Answer { get; } = answer;
}
