using System.Runtime.Versioning;
using Pyner.Cli.Access;

namespace Pyner.Cli.Up;

/// <summary>
/// The key of <c>pyner up</c>'s gateway: in the state folder, where only its owner can read it, and good for one run. Whoever takes the gateway's port when it
/// has ended is shown the key of the last run at most, by a <c>pyner job</c> whose <c>pyner up</c> was killed, and can do nothing with it.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class GatewayKeyFiles
{
    private const string GatewayFileName = "gateway.keys";

    /// <summary>Makes a key, and writes it and what the gateway needs to know of it.</summary>
    /// <returns>The gateway's file of keys.</returns>
    /// <exception cref="UserException">They can't be written.</exception>
    public static string Write(StateFolder state)
    {
        string keyFile = Path.Combine(state.Path, GatewayKey.FileName);
        string keysFile = Path.Combine(state.Path, GatewayFileName);
        try
        {
            var key = NewKey.Make();
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

    /// <summary>Removes the key of a run that has ended, or of one that was killed.</summary>
    public static void Remove(StateFolder state)
    {
        foreach (string name in (string[])[GatewayKey.FileName, GatewayFileName])
        {
            try
            {
                File.Delete(Path.Combine(state.Path, name));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // No gateway takes it any more.
            }
        }
    }
}
