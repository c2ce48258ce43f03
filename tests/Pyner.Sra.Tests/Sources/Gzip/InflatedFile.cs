using System.IO.Compression;
using Pyner.Sra.Sources.Archive;
using Pyner.Sra.Sources.Archive.Gzip;
using Xunit;

namespace Pyner.Sra.Tests.Sources.Gzip;

/// <summary>What a gzip file inflates to, as far as it does, and what was wrong with it then.</summary>
internal sealed record InflatedFile(byte[] Content, Exception? Fault)
{
    /// <summary>Inflates in chunks of a given size.</summary>
    public static InflatedFile Read(string path, int chunkSize)
    {
        using var file = new ArchiveFile(path);
        var decoder = new GzipDecoder(file, TestContext.Current.CancellationToken);
        InflatedChunk[] chunks = [new(chunkSize), new(chunkSize)];
        using var content = new MemoryStream();
        for (int i = 0; ; i++)
        {
            InflatedChunk chunk = chunks[i % chunks.Length];
            chunk.Clear();
            bool goesOn = false;
            Exception? fault = null;
            try
            {
                goesOn = decoder.TryFill(chunk);
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                fault = e;
            }
            fault = Check(decoder, chunk) ?? fault;
            goesOn &= fault is null;
            content.Write(chunk.Bytes);
            Dirty(chunk);
            if (!goesOn)
                return new InflatedFile(content.ToArray(), fault);
        }
    }

    /// <summary>The independent account.</summary>
    public static InflatedFile ReadByGZipStream(byte[] file)
    {
        using var stream = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        using var content = new MemoryStream();
        byte[] buffer = new byte[1];
        try
        {
            // Byte by byte, so that what comes before a fault is seen.
            while (stream.Read(buffer) > 0)
                content.Write(buffer);
            return new InflatedFile(content.ToArray(), null);
        }
        catch (InvalidDataException e)
        {
            return new InflatedFile(content.ToArray(), e);
        }
    }

    private static InvalidDataException? Check(GzipDecoder decoder, InflatedChunk chunk)
    {
        try
        {
            // In two pieces, so that members end in either.
            decoder.Check(chunk, chunk.Length / 3);
            decoder.Check(chunk, chunk.Length);
            return null;
        }
        catch (InvalidDataException e)
        {
            return e;
        }
    }

    /// <summary>A chunk that was handed on belongs to others, who may do what they like with it.</summary>
    private static unsafe void Dirty(InflatedChunk chunk) =>
        new Span<byte>(chunk.Start - DeflateDecoder.Window, DeflateDecoder.Window + chunk.Capacity + DeflateDecoder.Slack).Fill(0xAA);
}
