using System.IO.Hashing;
using System.Runtime.Intrinsics.X86;
using Pyner.Sra.Sources.Archive.Gzip;
using Xunit;

namespace Pyner.Sra.Tests.Sources.Gzip;

public sealed class GzipCheckTests
{
    [Fact]
    public void Bytes_of_any_number_have_the_check_that_NET_gives_them()
    {
        Assert.SkipUnless(Pclmulqdq.V256.IsSupported, "this processor has no vectors of 256 bits to multiply: .NET's own check is used");
        byte[] bytes = new byte[3_000];
        new Random(1).NextBytes(bytes);
        var check = new GzipCheck();
        for (int length = 0; length <= bytes.Length; length++)
        {
            check.Reset();
            check.Append(bytes.AsSpan(0, length));
            Assert.Equal(Crc32.HashToUInt32(bytes.AsSpan(0, length)), check.Value);
        }
    }

    [Fact]
    public void Pieces_have_the_check_of_the_whole()
    {
        byte[] bytes = new byte[200_000];
        var random = new Random(2);
        random.NextBytes(bytes);
        uint whole = Crc32.HashToUInt32(bytes);
        for (int round = 0; round < 200; round++)
        {
            var check = new GzipCheck();
            for (int at = 0; at < bytes.Length;)
            {
                int count = Math.Min(bytes.Length - at, random.Next(1 << random.Next(18)));
                check.Append(bytes.AsSpan(at, count));
                at += count;
            }
            Assert.Equal(whole, check.Value);
        }
        Assert.Equal(0u, new GzipCheck().Value);
    }
}
