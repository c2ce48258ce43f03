using System.Formats.Tar;
using System.IO.Compression;

namespace Pyner.Sra.Tests.Sources;

/// <summary>Archives made by .NET's own writers, and what its own reader finds in them: the independent account.</summary>
internal static class Archives
{
    public static byte[] Tar(IEnumerable<(string Name, byte[] Content)> members, TarEntryFormat format = TarEntryFormat.Pax)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, format, leaveOpen: true))
            foreach ((string name, byte[] content) in members)
                writer.WriteEntry(Entry(format, name, content));
        return stream.ToArray();
    }

    /// <summary>Compresses into so many gzip members, cut where they happen to be.</summary>
    public static byte[] Gzip(byte[] bytes, int members = 1, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var stream = new MemoryStream();
        for (int i = 0; i < members; i++)
        {
            int start = (int)((long)bytes.Length * i / members);
            int end = (int)((long)bytes.Length * (i + 1) / members);
            using var gzip = new GZipStream(stream, level, leaveOpen: true);
            gzip.Write(bytes.AsSpan(start, end - start));
        }
        return stream.ToArray();
    }

    public static TarEntry Entry(TarEntryFormat format, string name, byte[] content)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
            TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
            TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
            _ => new PaxTarEntry(TarEntryType.RegularFile, name),
        };
        entry.DataStream = new MemoryStream(content);
        return entry;
    }

    /// <summary>Every regular file that TarReader finds.</summary>
    public static List<(string Name, byte[] Content)> ReadByTarReader(byte[] tar)
    {
        var files = new List<(string, byte[])>();
        using var reader = new TarReader(new MemoryStream(tar));
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                continue;
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            files.Add((entry.Name, content.ToArray()));
        }
        return files;
    }
}
