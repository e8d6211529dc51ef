namespace Engify.Features.Terms;

/// <summary>Rules about terms.</summary>
public static class TermRules
{
    public static readonly Rule Exists = new("term_not_found", "This term does not exist", RuleKind.NotFound);

    public static readonly Rule CodeIsFree = new("term_code_taken", "There is a term with this code already");

    public static readonly Rule IsOpen =
        new("booking_not_open", "Sessions on this date cannot be booked yet");

    public static readonly Rule IsUnused =
        new("in_use", "Products or weekly group sessions name this term", RuleKind.InUse);
}
