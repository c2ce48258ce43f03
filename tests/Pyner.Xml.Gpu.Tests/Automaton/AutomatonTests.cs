using System.Text;
using Pyner.Xml.Gpu.Automaton;
using Pyner.Xml.Gpu.Kernels;

namespace Pyner.Xml.Gpu.Tests.Automaton;

/// <summary>The automaton, byte by byte and in pieces, against a reader by hand and against its table.</summary>
public sealed class AutomatonTests
{
    // Whatever can stand beside each other and mean something. The CDATA opening counts as one, or texts that hold it would be too many.
    private static readonly string[] s_alphabet = ["<", "!", "-", "?", ">", "]", "[CDATA[", "&", "x"];

    private static readonly string[] s_states = ["Content", "Comment", "CData", "Instruction", "InstructionOpened", "Invalid"];

    // States across, events down; a dot is where nothing changes.
    private const string Table = """
                              Content            Comment   CData     Instruction  InstructionOpened  Invalid
        None                  .                  .         .         .            .                  .
        OpenComment           Comment            Content   .         .            .                  .
        CloseComment          .                  Content   .         .            .                  .
        OpenCData             CData              .         .         .            .                  .
        CloseBrackets         .                  .         Content   .            .                  .
        OpenInstruction       InstructionOpened  .         .         .            .                  .
        AfterOpening          .                  .         .         .            Instruction        .
        CloseAfterOpening     .                  .         .         Content      Instruction        .
        CloseInstruction      .                  .         .         Content      .                  .
        Invalid               Invalid            Invalid   Invalid   Invalid      Invalid            Invalid
        """;

    [Fact]
    public void Its_vectors_are_its_table()
    {
        string[][] rows = [.. Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.Equal(s_states, rows[0]);
        foreach ((int number, string[] row) in rows.Skip(1).Index())
        {
            int markup = (int)typeof(MarkupEvent).GetField(row[0])!.GetRawConstantValue()!;
            Assert.Equal(number, markup);
            string[] actual = [.. Enumerable.Range(0, MarkupState.Count).Select(state => s_states[TransitionVector.Apply(MarkupEvent.Vector(markup), state)])];
            string[] expected = [.. row.Skip(1).Select((next, state) => next == "." ? s_states[state] : next)];
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Every_short_text_gives_the_tokens_that_a_reader_by_hand_finds()
    {
        const int Longest = 6;
        var symbols = new int[Longest];
        long texts = 0;
        for (int length = 0; length <= Longest; length++)
        {
            for (long number = 0; number < (long)Math.Pow(s_alphabet.Length, length); number++, texts++)
            {
                long rest = number;
                var text = new StringBuilder();
                for (int i = 0; i < length; i++, rest /= s_alphabet.Length)
                    text.Append(s_alphabet[symbols[i] = (int)(rest % s_alphabet.Length)]);
                AssertScanned(text.ToString());
            }
        }
        Assert.Equal(597_871, texts);
    }

    [Fact]
    public void Stretches_composed_do_what_their_bytes_do_one_after_the_other()
    {
        var random = new Random(5);
        for (int round = 0; round < 5_000; round++)
        {
            byte[] text = Encoding.UTF8.GetBytes(
                string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => s_alphabet[random.Next(s_alphabet.Length)])));
            int[] cuts = [0, .. Enumerable.Range(0, 3).Select(_ => random.Next(text.Length + 1)).Order(), text.Length];
            ulong[] stretches = [.. cuts.Zip(cuts.Skip(1), (from, to) => Stretch(text, from, to))];
            ulong left = stretches.Aggregate(TransitionVector.Compose);
            ulong right = stretches.Reverse().Aggregate((later, earlier) => TransitionVector.Compose(earlier, later));
            Assert.Equal(left, right);
            // InstructionOpened occurs only right behind an opening.
            for (int state = 0; state < MarkupState.InstructionOpened; state++)
                Assert.Equal(Walk(text, state).State, TransitionVector.Apply(left, state));
        }
    }

    [Fact]
    public void A_byte_is_part_of_a_character_where_NET_says_so()
    {
        var random = new Random(6);
        byte[] bytes = new byte[12];
        for (int round = 0; round < 300_000; round++)
        {
            // Mostly bytes that could be right.
            for (int i = 0; i < bytes.Length; i++)
                bytes[i] = (byte)(random.Next(4) == 0 ? random.Next(0x20, 0x80) : random.Next(3) == 0 ? random.Next(0xC0, 0x100) : random.Next(0x80, 0xC0));
            int first = FirstThatIsNone(bytes);
            int expected = 0;
            while (expected < bytes.Length && Rune.DecodeFromUtf8(bytes.AsSpan(expected), out Rune rune, out int width) == System.Buffers.OperationStatus.Done
                && rune.Value is not (0xFFFE or 0xFFFF))
                expected += width;
            Assert.Equal((expected, Convert.ToHexString(bytes)), (first, Convert.ToHexString(bytes)));
        }
    }

    private static void AssertScanned(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        foreach ((int state, char name) in new[]
        {
            (MarkupState.Content, 'c'), (MarkupState.Comment, '-'), (MarkupState.CData, '['), (MarkupState.Instruction, '?')
        })
        {
            (List<int> expected, char end) = NaiveScanner.Scan(text, name);
            (List<int> actual, int actualEnd) = Walk(bytes, state);
            char actualName = "c-[?"[(int)MarkupState.ToIndexerState(actualEnd)];
            if (!expected.SequenceEqual(actual) || end != actualName)
                Assert.Fail($"'{text}' from {name}: {string.Join(' ', expected)} {end}, not {string.Join(' ', actual)} {actualName}");
        }
    }

    private static (List<int> Tokens, int State) Walk(byte[] bytes, int state)
    {
        var tokens = new List<int>();
        for (int at = 0; at < bytes.Length; at++)
        {
            int markup = Event(bytes, at);
            int distance = Token.Distance(state, markup, bytes[at]);
            if (distance != Token.None)
                tokens.Add(at + distance);
            state = TransitionVector.Apply(MarkupEvent.Vector(markup), state);
        }
        return (tokens, state);
    }

    private static ulong Stretch(byte[] bytes, int from, int to)
    {
        ulong vector = TransitionVector.Identity;
        for (int at = from; at < to; at++)
            vector = TransitionVector.Compose(vector, MarkupEvent.Vector(Event(bytes, at)));
        return vector;
    }

    private static int FirstThatIsNone(byte[] bytes)
    {
        int at = 0;
        while (at < bytes.Length && Event(bytes, at) != MarkupEvent.Invalid)
            at++;
        return at;
    }

    private static int Event(byte[] bytes, int at)
    {
        ulong prior = 0;
        for (int i = Math.Max(0, at - 8); i < at; i++)
            prior = (prior << 8) | bytes[i];
        ulong following = 0;
        for (int i = Math.Min(bytes.Length - 1, at + 3); i > at; i--)
            following = (following << 8) | bytes[i];
        return MarkupEvent.At(prior, bytes[at], following);
    }
}
