namespace Pyner.Gateway.Access;

/// <summary>An issuer of tokens (JWT) whose callers are let in: <c>Gateway__Jwt__Name</c>.</summary>
public sealed record IssuerOptions
{
    /// <summary>The issuer, as tokens name it. Where no file has its keys, its OpenID configuration is fetched below this address.</summary>
    public required Uri Issuer { get; init; }

    /// <summary>Whom tokens must be meant for.</summary>
    public required string Audience { get; init; }

    /// <summary>A file with the issuer's keys (a JSON Web Key Set), where they can't be fetched; null where they can.</summary>
    public string? KeysFile { get; init; }

    /// <summary>The claim with a caller's roles.</summary>
    public string RolesClaim { get; init; } = "roles";

    /// <summary>What the role to look is called there.</summary>
    public string ReadRole { get; init; } = "pyner.read";

    /// <summary>What the role to start and cancel is called there.</summary>
    public string OperateRole { get; init; } = "pyner.operate";
}
