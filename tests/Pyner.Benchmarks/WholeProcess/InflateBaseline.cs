using System.IO.Compression;

namespace Pyner.Benchmarks.WholeProcess;

/// <summary>Inflates a file with GZipStream and does nothing with it.</summary>
internal static class InflateBaseline
{
    public static void Run(string file)
    {
        using var stream = new GZipStream(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20), CompressionMode.Decompress);
        byte[] buffer = new byte[1 << 20];
        long bytes = 0;
        for (int read; (read = stream.Read(buffer)) > 0;)
            bytes += read;
        Console.WriteLine($"{bytes} bytes");
    }
}
