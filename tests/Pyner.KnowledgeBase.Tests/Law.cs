using FsCheck;
using FsCheck.Fluent;

namespace Pyner.KnowledgeBase.Tests;

/// <summary>Checks a property on many generated lists of additions; a failure prints the shrunken additions and the seed to replay.</summary>
internal static class Law
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60);

    public static Arbitrary<List<Addition>> Additions { get; } = ArbMap.Default.ArbFor<List<Addition>>();

    public static void Holds(Func<List<Addition>, bool> property) => Check.One(s_config, Prop.ForAll(Additions, property));

    public static void Holds(Func<List<Addition>, List<Addition>, bool> property) => Check.One(s_config, Prop.ForAll(Additions, Additions, property));

    public static void Holds(Func<List<Addition>, List<Addition>, List<Addition>, bool> property) =>
        Check.One(s_config, Prop.ForAll(Additions, Additions, Additions, property));

    /// <summary>The content as bytes: equal exactly where the content is, as <see cref="PartialSerializationTests"/> shows.</summary>
    public static byte[] Bytes(Partial partial)
    {
        using MemoryStream stream = new();
        partial.WriteTo(stream);
        return stream.ToArray();
    }

    public static bool Same(Partial left, Partial right) => Bytes(left).AsSpan().SequenceEqual(Bytes(right));

    public static Partial Merged(params Partial[] partials)
    {
        Partial whole = new();
        foreach (Partial partial in partials)
            whole.Merge(partial);
        return whole;
    }
}
