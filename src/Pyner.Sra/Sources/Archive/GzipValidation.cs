using System.IO.Compression;

namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// By default .NET takes a gzip stream that is cut off for one that ends there. The runtime has a switch against that, read once per
/// process: it is in this solution's programs' runtimeconfig.json, and set here for other hosts.
/// </summary>
internal static class GzipValidation
{
    private const string Switch = "System.IO.Compression.UseStrictValidation";

    private static readonly bool s_isStrict = Probe();

    /// <summary>Makes sure that a cut-off stream is an error.</summary>
    /// <exception cref="InvalidOperationException">The host used gzip before without the switch, so that it is too late.</exception>
    public static void Require()
    {
        if (!s_isStrict)
            throw new InvalidOperationException($"truncated gzip files would go unnoticed in this process: set {Switch} to true in its runtimeconfig.json");
    }

    private static bool Probe()
    {
        AppContext.SetSwitch(Switch, true);
        // The header of a gzip member, and nothing after it.
        using var stream = new GZipStream(new MemoryStream([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]), CompressionMode.Decompress);
        try
        {
            _ = stream.Read(new byte[16]);
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }
}
