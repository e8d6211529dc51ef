namespace Engify.Api.SignIn;

/// <summary>The outside issuer's keys cannot be fetched, so its tokens cannot be verified for now.</summary>
internal sealed class IssuerUnavailableException(Exception cause) : Exception(cause.Message, cause);
