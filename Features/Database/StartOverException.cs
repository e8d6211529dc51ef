namespace Engify.Features.Database;

/// <summary>What was done so far in this transaction does not count; the work starts over and goes another way.</summary>
internal sealed class StartOverException() : Exception("The transaction starts over.");
