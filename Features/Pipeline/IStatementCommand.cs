namespace Engify.Features.Pipeline;

/// <summary>
/// A command that one statement carries out where nothing is in its way: the statement is its own transaction, and writes
/// the audit entry as well. Its handler begins a transaction before anything else that changes or locks.
/// </summary>
public interface IStatementCommand<TResponse> : ICommand<TResponse>;
