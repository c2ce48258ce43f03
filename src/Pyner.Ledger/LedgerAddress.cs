using System.Net.Security;

namespace Pyner.Ledger;

/// <summary>Where the ledger's Redis is, and who comes.</summary>
/// <param name="ConnectionString">Configuration as StackExchange.Redis has it: <c>host:port,password=...,ssl=true</c>.</param>
/// <param name="User">The user; null for the one in the connection string.</param>
/// <param name="Password">The password; null for the one in the connection string. Unlike that, it may have commas in it.</param>
/// <param name="Validation">Whether the server may be believed to be who it says, over TLS; null where the system decides.</param>
public sealed record LedgerAddress(
    string ConnectionString, string? User = null, string? Password = null, RemoteCertificateValidationCallback? Validation = null)
{
    /// <summary>Nothing of it: it has a password.</summary>
    public override string ToString() => nameof(LedgerAddress);
}
