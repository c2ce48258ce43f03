using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Pyner.KnowledgeBase.Tests;

public sealed class NameOrderTests
{
    [Fact]
    public void Names_sort_as_their_UTF8_bytes_do()
    {
        // Code points around each border: of UTF-8 lengths, of the surrogates, and beyond U+FFFF.
        string[] pool = ["", "a", "\u007F", "\u0080", "\u07FF", "\u0800", "\uD7FF", "\uE000", "\uFFFF", "\U00010000", "\U0001F9EC", "\U0010FFFF"];
        Gen<string> names = Gen.Elements(pool).ListOf().Select(string.Concat);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20_000), Prop.ForAll(
            names.ToArbitrary(),
            names.ToArbitrary(),
            (left, right) => Math.Sign(NameOrder.Instance.Compare(left, right))
                == Math.Sign(Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)))));
    }

    [Fact]
    public void Characters_beyond_U_FFFF_come_after_those_below_unlike_in_UTF16()
    {
        Assert.True(NameOrder.Instance.Compare("\U00010000", "\uFFFD") > 0);
        Assert.True(string.CompareOrdinal("\U00010000", "\uFFFD") < 0);
    }
}
