namespace Engify.Features.Database;

/// <summary>The command repeats one that was answered before. It does not run again and gets the same answer.</summary>
internal sealed class AnsweredBeforeException(string answer) : Exception("This command was answered before.")
{
    /// <summary>The JSON of the first answer.</summary>
    public string Answer { get; } = answer;
}
