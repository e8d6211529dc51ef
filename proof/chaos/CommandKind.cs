namespace Engify.Chaos;

/// <summary>The commands of the load.</summary>
internal enum CommandKind
{
    Book,
    Cancel,
    Join,
    Leave,
    Purchase,
}
