namespace Pyner.Gateway.Access;

/// <summary>The issuer of tokens does not answer, so that nobody knows yet whether a token is good.</summary>
/// <param name="inner">Why.</param>
internal sealed class IssuerUnreachableException(Exception inner) : Exception($"The issuer of tokens can't be reached: {inner.Message}", inner);
