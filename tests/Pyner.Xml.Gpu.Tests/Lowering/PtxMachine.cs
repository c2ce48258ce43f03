using System.Globalization;
using System.Text.RegularExpressions;

namespace Pyner.Xml.Gpu.Tests.Lowering;

/// <summary>
/// Runs PTX, one thread after the other up to the next barrier: the instructions that the kernels consist of, and no others. It shows, without a device, that
/// what ILGPU makes of the kernels does what they say, keeps within its memory, and does not depend on the order of threads. It shows nothing of what
/// NVIDIA's compiler makes of it.
/// </summary>
internal sealed partial class PtxMachine
{
    private readonly PtxMemory _memory;
    private readonly Dictionary<string, int> _registers = [];
    private readonly Dictionary<string, ulong> _symbols = [];
    private readonly Dictionary<string, (int Offset, int Size)> _parameters = [];
    private readonly List<Action<PtxThread>> _instructions = [];
    private readonly Dictionary<string, int> _labels = [];
    private readonly List<ulong> _shared = [];
    private string[] _targets = [];
    private byte[] _arguments = [];

    /// <summary>Reads a kernel.</summary>
    public PtxMachine(string ptx, PtxMemory memory)
    {
        _memory = memory;
        int body = ptx.IndexOf('{', StringComparison.Ordinal);
        int size = 0;
        foreach (Match parameter in Parameter().Matches(ptx[..body]))
        {
            int bytes = parameter.Groups["count"].Success ? Number(parameter.Groups["count"].Value) : PtxType.Parse(parameter.Groups["type"].Value).Size;
            int alignment = parameter.Groups["align"].Success ? Number(parameter.Groups["align"].Value) : bytes;
            size = (size + alignment - 1) / alignment * alignment;
            _parameters.Add(parameter.Groups["name"].Value, (size, bytes));
            size += bytes;
        }
        ParametersSize = size;
        string[] lines = [.. ptx[(body + 1)..].Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line != "}")];
        int number = 0;
        foreach (string line in lines)
        {
            if (line.EndsWith(':'))
                _labels.Add(line[..^1], number);
            else if (line[0] != '.')
                number++;
        }
        foreach (string line in lines)
            Read(line.TrimEnd(';'));
    }

    /// <summary>Bytes of the kernel's arguments.</summary>
    public int ParametersSize { get; }

    /// <summary>Runs the kernel.</summary>
    /// <param name="groups">Groups of threads.</param>
    /// <param name="groupSize">Threads in a group.</param>
    /// <param name="arguments">The arguments, as they lie in memory.</param>
    public void Run(int groups, int groupSize, byte[] arguments)
    {
        if (arguments.Length != ParametersSize)
            throw new ArgumentException($"the kernel takes {ParametersSize} bytes of arguments, not {arguments.Length}", nameof(arguments));
        _arguments = arguments;
        for (int group = 0; group < groups; group++)
        {
            PtxThread[] threads = [.. Enumerable.Range(0, groupSize).Select(index => new PtxThread
            {
                Registers = new ulong[_registers.Count],
                Index = index,
                Group = group,
                GroupSize = groupSize,
            })];
            while (threads.Any(thread => thread.Next < _instructions.Count))
                RunToBarrier(threads);
        }
        _memory.Settle();
    }

    private void RunToBarrier(PtxThread[] threads)
    {
        foreach (PtxThread thread in threads)
        {
            while (thread.Next < _instructions.Count && !thread.IsAtBarrier)
                _instructions[thread.Next++](thread);
        }
        // A thread that ended while others wait for it would be waited for in vain on some machines.
        int waiting = threads.Count(thread => thread.IsAtBarrier);
        if (waiting != 0 && waiting != threads.Length)
            throw new InvalidOperationException($"{waiting} of {threads.Length} threads wait at a barrier that the others do not come to");
        if (waiting != 0 && threads.Any(thread => thread.Next != threads[0].Next))
            throw new InvalidOperationException("the threads of a group wait at different barriers");
        foreach (PtxThread thread in threads)
            thread.IsAtBarrier = false;
        foreach (ulong shared in _shared)
            _memory.Settle(shared);
    }

    private void Read(string line)
    {
        if (line.EndsWith(':') || line.StartsWith(".reg", StringComparison.Ordinal))
            return;
        if (line[0] == '.')
        {
            ReadDirective(line);
            return;
        }
        Match match = Instruction().Match(line);
        string[] operation = match.Groups["operation"].Value.Split('.');
        string[] operands = [.. Operand().Matches(match.Groups["operands"].Value).Select(operand => operand.Value)];
        Action<PtxThread> action = operation[0] is "bra" or "brx" or "ret" or "bar"
            ? Jump(operation, operands, match.Groups["predicate"].Success)
            : operation[0] is "ld" or "st" ? Access(operation, operands) : Compute(operation, operands);
        if (match.Groups["predicate"].Success)
        {
            PtxOperand predicate = Parse(match.Groups["predicate"].Value);
            ulong wanted = match.Groups["not"].Success ? 0UL : 1UL;
            Action<PtxThread> unconditional = action;
            action = thread =>
            {
                if (predicate.Value(thread) == wanted)
                    unconditional(thread);
            };
        }
        _instructions.Add(action);
    }

    private void ReadDirective(string line)
    {
        if (line.StartsWith(".branchtargets", StringComparison.Ordinal))
        {
            _targets = line[".branchtargets".Length..].Split(',', StringSplitOptions.TrimEntries);
            return;
        }
        Match shared = Shared().Match(line);
        if (!shared.Success)
            throw new NotSupportedException(line);
        ulong address = _memory.Add(new byte[Number(shared.Groups["count"].Value)]);
        _shared.Add(address);
        _symbols.Add(shared.Groups["name"].Value, address);
    }

    private Action<PtxThread> Jump(string[] operation, string[] operands, bool isConditional)
    {
        if (isConditional && operation[^1] == "uni")
            throw new NotSupportedException("a conditional jump that all threads of a warp are said to take alike");
        switch (operation[0])
        {
            case "ret":
                return thread => thread.Next = int.MaxValue;
            case "bar":
                return thread => thread.IsAtBarrier = true;
            case "bra":
                int target = _labels[operands[0]];
                return thread => thread.Next = target;
            default:
                PtxOperand index = Parse(operands[0]);
                int[] targets = [.. _targets.Select(label => _labels[label])];
                return thread => thread.Next = targets[(int)index.Value(thread)];
        }
    }

    private Action<PtxThread> Access(string[] operation, string[] operands)
    {
        PtxType type = PtxType.Parse(operation[^1]);
        bool isStore = operation[0] == "st";
        Match place = Place().Match(operands[isStore ? 0 : ^1]);
        int offset = place.Groups["offset"].Success ? Number(place.Groups["offset"].Value) : 0;
        PtxOperand[] values = [.. (isStore ? operands[1..] : operands[..^1]).Select(Parse)];
        string name = place.Groups["base"].Value;
        if (operation[1] == "param")
        {
            int from = _parameters[name].Offset + offset;
            return thread => thread.Registers[values[0].Register] = Little(_arguments.AsSpan(from, type.Size));
        }
        PtxOperand address = Parse(name);
        if (values.Length > 1)
        {
            return thread =>
            {
                ulong at = address.Value(thread) + (ulong)offset;
                if (at % (ulong)(type.Size * values.Length) != 0)
                    throw new InvalidOperationException($"the vector at {at:X} is not aligned");
                for (int i = 0; i < values.Length; i++)
                    thread.Registers[values[i].Register] = _memory.Read(at + (ulong)(i * type.Size), type.Size, thread.Number);
            };
        }
        PtxOperand value = values[0];
        if (isStore)
            return thread => _memory.Write(address.Value(thread) + (ulong)offset, type.Size, value.Value(thread), thread.Number);
        return thread => thread.Registers[value.Register] = _memory.Read(address.Value(thread) + (ulong)offset, type.Size, thread.Number);
    }

    private Action<PtxThread> Compute(string[] operation, string[] operands)
    {
        PtxType type = PtxType.Parse(operation[^1]);
        int target = Parse(operands[0]).Register;
        PtxOperand a = Parse(operands[1]);
        PtxOperand b = operands.Length > 2 ? Parse(operands[2]) : default;
        PtxOperand c = operands.Length > 3 ? Parse(operands[3]) : default;
        Func<PtxThread, ulong> result = operation[0] switch
        {
            "mov" => thread => a.Value(thread),
            "add" => thread => a.Value(thread) + b.Value(thread),
            "sub" => thread => a.Value(thread) - b.Value(thread),
            "mul" when operation[1] == "wide" && !type.IsSigned => thread => type.Cut(a.Value(thread)) * type.Cut(b.Value(thread)),
            "mul" when operation[1] == "lo" => thread => a.Value(thread) * b.Value(thread),
            "mad" when operation[1] == "lo" => thread => (a.Value(thread) * b.Value(thread)) + c.Value(thread),
            "div" when type.IsSigned => thread => (ulong)(type.Signed(a.Value(thread)) / type.Signed(b.Value(thread))),
            "and" => thread => a.Value(thread) & b.Value(thread),
            "or" => thread => a.Value(thread) | b.Value(thread),
            "xor" => thread => a.Value(thread) ^ b.Value(thread),
            "not" => thread => ~a.Value(thread),
            // What is shifted by as many bits as there are, or more, is gone.
            "shl" => thread => b.Value(thread) >= (ulong)type.Bits ? 0 : a.Value(thread) << (int)b.Value(thread),
            "shr" when type.IsSigned => thread => (ulong)(type.Signed(a.Value(thread)) >> (int)Math.Min(b.Value(thread), 63)),
            "shr" => thread => b.Value(thread) >= (ulong)type.Bits ? 0 : type.Cut(a.Value(thread)) >> (int)b.Value(thread),
            "selp" => thread => c.Value(thread) != 0 ? a.Value(thread) : b.Value(thread),
            "setp" when operation.Length == 3 => thread => type.Compare(operation[1], a.Value(thread), b.Value(thread)) ? 1UL : 0UL,
            "setp" when operation[2] == "or" => thread => (type.Compare(operation[1], a.Value(thread), b.Value(thread)) ? 1UL : 0UL) | c.Value(thread),
            "setp" when operation[2] == "and" => thread => (type.Compare(operation[1], a.Value(thread), b.Value(thread)) ? 1UL : 0UL) & c.Value(thread),
            "cvt" => thread => type.IsSigned ? (ulong)type.Signed(a.Value(thread)) : type.Cut(a.Value(thread)),
            _ => throw new NotSupportedException(string.Join('.', operation)),
        };
        PtxType kept = operation[0] switch
        {
            "cvt" => PtxType.Parse(operation[^2]),
            "setp" => new PtxType(1, false),
            "mul" when operation[1] == "wide" => new PtxType(2 * type.Bits, type.IsSigned),
            _ => type,
        };
        return thread => thread.Registers[target] = kept.Cut(result(thread));
    }

    private PtxOperand Parse(string text) => PtxOperand.Parse(text, Register, _symbols);

    private int Register(string name)
    {
        if (!_registers.TryGetValue(name, out int number))
            _registers.Add(name, number = _registers.Count);
        return number;
    }

    private static ulong Little(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
            value = (value << 8) | bytes[i];
        return value;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\.param (?:\.align (?<align>\d+) )?\.(?<type>\w+) (?<name>\w+)(?:\[(?<count>\d+)\])?")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^\.shared \.align \d+ \.b8 (?<name>\w+)\[(?<count>\d+)\]")]
    private static partial Regex Shared();

    [GeneratedRegex(@"^(?:@(?<not>!)?(?<predicate>%p\d+)\s+)?(?<operation>[a-z][\w.]*)\s*(?<operands>.*)$")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"\[[^\]]*\]|[%\w.\-]+")]
    private static partial Regex Operand();

    [GeneratedRegex(@"^\[(?<base>[%\w]+)(?:\+(?<offset>\d+))?\]$")]
    private static partial Regex Place();
}
