using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Pyner.Sra.Tests.Sources.Gzip;

/// <summary>Gzip files of every kind, and contents that are compressed in every way.</summary>
internal static class GzipFiles
{
    public static byte[] Compress(byte[] content, int level, ZLibCompressionStrategy strategy)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, new ZLibCompressionOptions { CompressionLevel = level, CompressionStrategy = strategy }, leaveOpen: true))
            gzip.Write(content);
        // GZipStream writes nothing at all of nothing.
        return stream.Length > 0 ? stream.ToArray() : Member([], 0, []);
    }

    /// <summary>A member with a header of its own making.</summary>
    public static byte[] Member(byte[] content, byte flags, byte[] fields, ZLibCompressionStrategy strategy = ZLibCompressionStrategy.Default)
    {
        byte[] header = [0x1F, 0x8B, 8, flags, 1, 2, 3, 4, 0, 3, .. fields];
        byte[] check = (flags & 2) != 0 ? BitConverter.GetBytes((ushort)Crc32.HashToUInt32(header)) : [];
        using var deflated = new MemoryStream();
        using (var deflate = new DeflateStream(deflated, new ZLibCompressionOptions { CompressionLevel = 6, CompressionStrategy = strategy }, leaveOpen: true))
            deflate.Write(content);
        byte[] body = deflated.Length > 0 ? deflated.ToArray() : [3, 0];
        return [.. header, .. check, .. body, .. BitConverter.GetBytes(Crc32.HashToUInt32(content)), .. BitConverter.GetBytes(content.Length)];
    }

    public static IEnumerable<(string Name, byte[] Content)> Contents()
    {
        var random = new Random(7);
        byte[] noise = new byte[150_000];
        random.NextBytes(noise);
        yield return ("nothing", []);
        yield return ("a byte", [42]);
        yield return ("noise", noise);
        yield return ("zeros", new byte[300_000]);
        yield return ("far apart", [.. noise[..32_506], .. noise[..32_506], .. noise[..32_506]]);
        var records = new StringBuilder();
        for (int i = 0; i < 3_000; i++)
            records.Append(
                $"  <SAMPLE alias=\"s{random.Next(100_000)}\" accession=\"DRS{i:D6}\">\n    <TITLE>{random.Next(50)} of {i % 7}</TITLE>\n  </SAMPLE>\n");
        yield return ("records", Encoding.ASCII.GetBytes(records.ToString()));
        // Each byte is 1.6 times as frequent as the one before: codes of every length, up to the longest.
        var skewed = new List<byte>();
        (int count, int next) = (1, 1);
        for (byte b = 0; b < 24; b++)
        {
            skewed.AddRange(Enumerable.Repeat(b, count));
            (count, next) = (next, count + next);
        }
        byte[] shuffled = [.. skewed];
        random.Shuffle(shuffled);
        yield return ("skewed", shuffled);
    }
}
