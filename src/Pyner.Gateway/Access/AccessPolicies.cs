namespace Pyner.Gateway.Access;

/// <summary>The names of what calls may require of their callers. A call that requires nothing of its own requires <see cref="Read"/>.</summary>
internal static class AccessPolicies
{
    /// <summary>The role to look.</summary>
    public const string Read = "read";

    /// <summary>The role to start and cancel, which has the other one in it.</summary>
    public const string Operate = "operate";

    /// <summary>The name of a role, in files of keys and in claims.</summary>
    public static string Name(this AccessRole role) => role == AccessRole.Operate ? Operate : Read;
}
