using System.Runtime.Versioning;
using Pyner.Cli.Access;

namespace Pyner.Cli.Up;

/// <summary>The key of <c>pyner up</c>'s gateway: made once, kept in the state folder, where only its owner can read it.</summary>
[UnsupportedOSPlatform("windows")]
internal static class GatewayKeyFiles
{
    /// <summary>Makes the key where there is none, and writes what the gateway needs to know of it.</summary>
    /// <returns>The gateway's file of keys.</returns>
    /// <exception cref="UserException">They can't be read or written.</exception>
    public static string Write(StateFolder state)
    {
        string keyFile = Path.Combine(state.Path, GatewayKey.FileName);
        string keysFile = Path.Combine(state.Path, "gateway.keys");
        try
        {
            NewKey key = File.Exists(keyFile) && File.ReadAllText(keyFile).Trim() is { Length: > 0 } text ? NewKey.Of(text) : NewKey.Make();
            StateFolder.WritePrivate(keyFile, [key.Text]);
            string owner = Environment.UserName is { Length: > 0 } user && !user.Any(char.IsWhiteSpace) ? user : "owner";
            StateFolder.WritePrivate(keysFile, [key.Line("operate", owner)]);
            return keysFile;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The gateway's key can't be kept in '{state.Path}': {e.Message} Choose another folder with --state.");
        }
    }
}
