using System.Formats.Tar;
using System.Text;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

public sealed class MutatedArchiveTests
{
    [Fact]
    public void Hostile_headers_end_in_a_clear_error_or_in_the_same_files_by_offset_and_by_stream()
    {
        using var folder = new TemporaryFolder();
        byte[][] seeds =
        [
            Archives.Tar(Seed(""), TarEntryFormat.V7),
            Archives.Tar(Seed(new string('p', 120) + "/"), TarEntryFormat.Ustar),
            Archives.Tar(Seed(new string('l', 300) + "/"), TarEntryFormat.Pax),
            Archives.Tar(Seed(new string('l', 300) + "/"), TarEntryFormat.Gnu),
        ];
        int read = 0, refused = 0;
        for (int seed = 0; seed < 1_500; seed++)
        {
            byte[] tar = Mutate(seeds[seed % seeds.Length], new Random(seed));
            Delivery byOffset = Read(folder.Write("a.tar", tar), source => SourceReading.Read(source));
            Delivery byStream = Read(folder.Write("a.tar.gz", Archives.Gzip(tar)), source => SourceReading.Read(source));
            // The stream delivers what comes before a fault; only the outcome must be the same.
            Assert.True((byOffset.Fault is null) == (byStream.Fault is null), $"seed {seed}: {byOffset.Fault?.Message} / {byStream.Fault?.Message}");
            if (byOffset.Fault is not null)
            {
                refused++;
                continue;
            }
            read++;
            Assert.Equal(byOffset.Counted, byStream.Counted);
            Assert.Equal(byOffset.Ignored, byStream.Ignored);
            Assert.Equal(byOffset.Files.Count(f => f.IsDuplicate), byStream.Files.Count(f => f.IsDuplicate));
        }
        Assert.InRange(read, 100, 1_400);
        Assert.InRange(refused, 100, 1_400);
    }

    private static Delivery Read(string path, Func<SubmissionSource, Delivery> read)
    {
        try
        {
            using SubmissionSource source = SubmissionSources.Open(path);
            return read(source);
        }
        catch (SourceException e)
        {
            return new Delivery { Fault = e };
        }
    }

    private static List<(string Name, byte[] Content)> Seed(string folder) =>
    [
        ($"{folder}DRA000001.sample.xml", Encoding.ASCII.GetBytes(new string('a', 700))),
        ($"{folder}notes", [1, 2]),
        ($"{folder}DRA000001.experiment.xml", []),
        ($"{folder}DRA000002.run.xml", Encoding.ASCII.GetBytes(new string('b', 512))),
    ];

    /// <summary>
    /// Changes fields of headers and content of extended headers, and signs the headers anew, so that they are believed; puts zeros between blocks, and
    /// cuts.
    /// </summary>
    private static byte[] Mutate(byte[] tar, Random random)
    {
        tar = (byte[])tar.Clone();
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int block = random.Next((tar.Length / 512) - 2) * 512;
            Span<byte> header = tar.AsSpan(block, 512);
            bool isHeader = header[148..154].IndexOfAnyExceptInRange((byte)'0', (byte)'7') < 0;
            int at = random.Next(4) switch { 0 => random.Next(124, 136), 1 => 156, 2 => random.Next(0, 40), _ => random.Next(512) };
            header[at] = random.Next(6) switch
            {
                0 => 0,
                1 => (byte)'0',
                2 => random.GetItems("0123456789xgLKSMVD=/\n \x80"u8.ToArray(), 1)[0],
                3 => (byte)random.Next(256),
                4 => 0xFF,
                _ => (byte)(header[at] ^ (1 << random.Next(8))),
            };
            if (!isHeader || random.Next(10) == 0)
                continue;
            header.Slice(148, 8).Fill((byte)' ');
            long sum = 0;
            foreach (byte b in header)
                sum += b;
            Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[148..]);
        }
        if (random.Next(6) == 0)
        {
            // A block of zeros where none belongs.
            int block = random.Next(tar.Length / 512) * 512;
            tar = [.. tar[..block], .. new byte[512], .. tar[block..]];
        }
        return random.Next(4) == 0 ? tar[..random.Next(tar.Length)] : tar;
    }
}
