namespace Engify.Api.SignIn;

/// <summary>The outside issuer does not tell its keys, so its tokens cannot be verified for now.</summary>
internal sealed class IssuerUnavailableException(Exception cause) : Exception(cause.Message, cause);
