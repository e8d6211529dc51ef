namespace Engify.Features.Database;

/// <summary>The command repeats one that was answered: it is not carried out again, and gets that answer.</summary>
internal sealed class AnsweredBeforeException(string answer) : Exception("This command was answered before.")
{
    /// <summary>The JSON of the first answer.</summary>
    public string Answer { get; } = answer;
}
