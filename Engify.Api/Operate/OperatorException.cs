namespace Engify.Api.Operate;

/// <summary>The service cannot start until its operator does what the message says.</summary>
internal sealed class OperatorException(string message) : Exception(message);
