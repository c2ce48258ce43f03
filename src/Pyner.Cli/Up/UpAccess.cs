namespace Pyner.Cli.Up;

/// <summary>Who may use the gateway of <c>pyner up</c>.</summary>
internal enum UpAccess
{
    /// <summary>Whoever has the key in the state folder.</summary>
    Key,

    /// <summary>Everybody on this machine.</summary>
    Everybody,

    /// <summary>Whom the gateway's settings in the environment name.</summary>
    AsConfigured,
}
