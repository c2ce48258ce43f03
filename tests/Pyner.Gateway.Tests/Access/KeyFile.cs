using System.Security.Cryptography;
using System.Text;

namespace Pyner.Gateway.Tests.Access;

/// <summary>A file of keys as <c>pyner key</c> writes it.</summary>
internal static class KeyFile
{
    /// <summary>Writes one, in the place of an earlier one.</summary>
    public static string Write(string path, params (string Role, string Name, string Key)[] keys)
    {
        File.WriteAllLines(path, ["# who may use the gateway", "", .. keys.Select(key => $"{key.Role} {key.Name} {Digest(key.Key)}")]);
        return path;
    }

    public static string Digest(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
