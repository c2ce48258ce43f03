namespace Pyner.Gateway.Access;

/// <summary>A key that opens the gateway, as far as the gateway knows it.</summary>
/// <param name="Name">Whose it is, for logs.</param>
/// <param name="Role">What it may be used for.</param>
/// <param name="Digest">SHA-256 of the key: whoever reads it can't use it.</param>
internal sealed record ApiKey(string Name, AccessRole Role, ReadOnlyMemory<byte> Digest);
