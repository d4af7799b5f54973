;; Scans int8 rows against int16 queries: 16 bytes per step, products summed exactly in int32 lanes.
;; Assembled by `npm run build:kernel` into scan-kernel-bytes.ts; a test compares the bytes.
(module
  (import "env" "memory" (memory 1 65536 shared))

  ;; Dot product of the row at $row (int8, $bytes of them, a multiple of 32) and the query at $query (int16).
  (func $dot (param $row i32) (param $bytes i32) (param $query i32) (result f32)
    (local $end i32) (local $a v128) (local $b v128) (local $f v128)
    (local.set $end (i32.add (local.get $row) (local.get $bytes)))
    (loop $next
      (local.set $a (i32x4.add (local.get $a)
        (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $row)) (v128.load (local.get $query)))))
      (local.set $b (i32x4.add (local.get $b)
        (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $row)) (v128.load offset=16 (local.get $query)))))
      (local.set $a (i32x4.add (local.get $a)
        (i32x4.dot_i16x8_s (v128.load8x8_s offset=16 (local.get $row)) (v128.load offset=32 (local.get $query)))))
      (local.set $b (i32x4.add (local.get $b)
        (i32x4.dot_i16x8_s (v128.load8x8_s offset=24 (local.get $row)) (v128.load offset=48 (local.get $query)))))
      (local.set $query (i32.add (local.get $query) (i32.const 64)))
      (br_if $next (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 32))) (local.get $end))))
    ;; lanes become floats before they are added: their sum may pass 2^31
    (local.set $f (f32x4.add (f32x4.convert_i32x4_s (local.get $a)) (f32x4.convert_i32x4_s (local.get $b))))
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $f)) (f32x4.extract_lane 1 (local.get $f)))
      (f32.add (f32x4.extract_lane 2 (local.get $f)) (f32x4.extract_lane 3 (local.get $f)))))

  ;; Visits the rows whose bit is set in [$bits, $bitsEnd) and writes (row, score) to $out for each whose score plus error
  ;; bound reaches $threshold. $row numbers the first bit; $rows, $scales and $errors point at row 0. Of a word with more
  ;; passing rows than $denseMin all 32 rows are summed. Returns the count.
  (func (export "scan")
    (param $rows i32) (param $scales i32) (param $errors i32) (param $bits i32) (param $bitsEnd i32) (param $row i32)
    (param $bytes i32) (param $query i32) (param $queryScale f32) (param $threshold f32)
    (param $denseMin i32) (param $out i32) (result i32)
    (local $word i32) (local $visit i32) (local $r i32) (local $score f32) (local $start i32)
    (local.set $start (local.get $out))
    (loop $words
      (local.set $word (i32.load (local.get $bits)))
      (local.set $visit
        (select (i32.const -1) (local.get $word)
          (i32.gt_u (i32.popcnt (local.get $word)) (local.get $denseMin))))
      (block $done
        (loop $set
          (br_if $done (i32.eqz (local.get $visit)))
          (local.set $r (i32.add (local.get $row) (i32.ctz (local.get $visit))))
          (local.set $visit (i32.and (local.get $visit) (i32.sub (local.get $visit) (i32.const 1))))
          (local.set $score
            (f32.mul
              (f32.mul
                (call $dot
                  (i32.add (local.get $rows) (i32.mul (local.get $r) (local.get $bytes)))
                  (local.get $bytes) (local.get $query))
                (local.get $queryScale))
              (f32.load (i32.add (local.get $scales) (i32.shl (local.get $r) (i32.const 2))))))
          (br_if $set
            (f32.lt
              (f32.add
                (local.get $score)
                (f32.load (i32.add (local.get $errors) (i32.shl (local.get $r) (i32.const 2)))))
              (local.get $threshold)))
          (br_if $set (i32.eqz (i32.and (i32.shr_u (local.get $word) (local.get $r)) (i32.const 1))))
          (i32.store (local.get $out) (local.get $r))
          (f32.store offset=4 (local.get $out) (local.get $score))
          (local.set $out (i32.add (local.get $out) (i32.const 8)))
          (br $set)))
      (local.set $row (i32.add (local.get $row) (i32.const 32)))
      (br_if $words (i32.lt_u (local.tee $bits (i32.add (local.get $bits) (i32.const 4))) (local.get $bitsEnd))))
    (i32.shr_u (i32.sub (local.get $out) (local.get $start)) (i32.const 3)))

  ;; The same scan for four queries at once: each row is read once, and each query's score is the number that "scan" gives.
  ;; The levels of query n lie at $queries + n × 2 × $bytes. At $each lie four numbers of each kind, one a query: scales, thresholds,
  ;; where its candidates are written to (moved on as they are) and its score of the row that is looked at.
  (func (export "scanFour")
    (param $rows i32) (param $scales i32) (param $errors i32) (param $bits i32) (param $bitsEnd i32) (param $row i32)
    (param $bytes i32) (param $queries i32) (param $each i32) (param $denseMin i32)
    (local $word i32) (local $visit i32) (local $r i32) (local $at i32) (local $end i32) (local $x v128)
    (local $q0 i32) (local $q1 i32) (local $q2 i32) (local $q3 i32) (local $reached i32) (local $n i32) (local $out i32)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $a3 v128)
    (local $b0 v128) (local $b1 v128) (local $b2 v128) (local $b3 v128)
    (loop $words
      (local.set $word (i32.load (local.get $bits)))
      (local.set $visit
        (select (i32.const -1) (local.get $word)
          (i32.gt_u (i32.popcnt (local.get $word)) (local.get $denseMin))))
      (block $done
        (loop $set
          (br_if $done (i32.eqz (local.get $visit)))
          (local.set $r (i32.add (local.get $row) (i32.ctz (local.get $visit))))
          (local.set $visit (i32.and (local.get $visit) (i32.sub (local.get $visit) (i32.const 1))))
          (local.set $at (i32.add (local.get $rows) (i32.mul (local.get $r) (local.get $bytes))))
          (local.set $end (i32.add (local.get $at) (local.get $bytes)))
          (local.set $q0 (local.get $queries))
          (local.set $q1 (i32.add (local.get $q0) (i32.shl (local.get $bytes) (i32.const 1))))
          (local.set $q2 (i32.add (local.get $q1) (i32.shl (local.get $bytes) (i32.const 1))))
          (local.set $q3 (i32.add (local.get $q2) (i32.shl (local.get $bytes) (i32.const 1))))
          (local.set $a0 (v128.const i32x4 0 0 0 0))
          (local.set $b0 (v128.const i32x4 0 0 0 0))
          (local.set $a1 (v128.const i32x4 0 0 0 0))
          (local.set $b1 (v128.const i32x4 0 0 0 0))
          (local.set $a2 (v128.const i32x4 0 0 0 0))
          (local.set $b2 (v128.const i32x4 0 0 0 0))
          (local.set $a3 (v128.const i32x4 0 0 0 0))
          (local.set $b3 (v128.const i32x4 0 0 0 0))
          (loop $next
            (local.set $x (v128.load8x8_s (local.get $at)))
            (local.set $a0 (i32x4.add (local.get $a0) (i32x4.dot_i16x8_s (local.get $x) (v128.load (local.get $q0)))))
            (local.set $a1 (i32x4.add (local.get $a1) (i32x4.dot_i16x8_s (local.get $x) (v128.load (local.get $q1)))))
            (local.set $a2 (i32x4.add (local.get $a2) (i32x4.dot_i16x8_s (local.get $x) (v128.load (local.get $q2)))))
            (local.set $a3 (i32x4.add (local.get $a3) (i32x4.dot_i16x8_s (local.get $x) (v128.load (local.get $q3)))))
            (local.set $x (v128.load8x8_s offset=8 (local.get $at)))
            (local.set $b0 (i32x4.add (local.get $b0) (i32x4.dot_i16x8_s (local.get $x) (v128.load offset=16 (local.get $q0)))))
            (local.set $b1 (i32x4.add (local.get $b1) (i32x4.dot_i16x8_s (local.get $x) (v128.load offset=16 (local.get $q1)))))
            (local.set $b2 (i32x4.add (local.get $b2) (i32x4.dot_i16x8_s (local.get $x) (v128.load offset=16 (local.get $q2)))))
            (local.set $b3 (i32x4.add (local.get $b3) (i32x4.dot_i16x8_s (local.get $x) (v128.load offset=16 (local.get $q3)))))
            (local.set $x (v128.load8x8_s offset=16 (local.get $at)))
            (local.set $a0 (i32x4.add (local.get $a0) (i32x4.dot_i16x8_s (local.get $x) (v128.load offset=32 (local.get $q0)))))
            (local.set $a1 (i32x4.add (local.get $a1) (i32x4.dot_i16x8_s (local.get $x) (v128.load offset=32 (local.get $q1)))))
            (local.set $a2 (i32x4.add (local.get $a2) (i32x4.dot_i16x8_s (local.get $x) (v128.load offset=32 (local.get $q2)))))
            (local.set $a3 (i32x4.add (local.get $a3) (i32x4.dot_i16x8_s (local.get $x) (v128.load offset=32 (local.get $q3)))))
            (local.set $x (v128.load8x8_s offset=24 (local.get $at)))
            (local.set $b0 (i32x4.add (local.get $b0) (i32x4.dot_i16x8_s (local.get $x) (v128.load offset=48 (local.get $q0)))))
            (local.set $b1 (i32x4.add (local.get $b1) (i32x4.dot_i16x8_s (local.get $x) (v128.load offset=48 (local.get $q1)))))
            (local.set $b2 (i32x4.add (local.get $b2) (i32x4.dot_i16x8_s (local.get $x) (v128.load offset=48 (local.get $q2)))))
            (local.set $b3 (i32x4.add (local.get $b3) (i32x4.dot_i16x8_s (local.get $x) (v128.load offset=48 (local.get $q3)))))
            (local.set $q0 (i32.add (local.get $q0) (i32.const 64)))
            (local.set $q1 (i32.add (local.get $q1) (i32.const 64)))
            (local.set $q2 (i32.add (local.get $q2) (i32.const 64)))
            (local.set $q3 (i32.add (local.get $q3) (i32.const 64)))
            (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $end))))
          (local.set $a0 (f32x4.add (f32x4.convert_i32x4_s (local.get $a0)) (f32x4.convert_i32x4_s (local.get $b0))))
          (local.set $a1 (f32x4.add (f32x4.convert_i32x4_s (local.get $a1)) (f32x4.convert_i32x4_s (local.get $b1))))
          (local.set $a2 (f32x4.add (f32x4.convert_i32x4_s (local.get $a2)) (f32x4.convert_i32x4_s (local.get $b2))))
          (local.set $a3 (f32x4.add (f32x4.convert_i32x4_s (local.get $a3)) (f32x4.convert_i32x4_s (local.get $b3))))
          ;; lane i of all four queries into one vector, so that the four sums are added in the order of $dot
          (local.set $b0 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a0) (local.get $a1)))
          (local.set $b1 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a2) (local.get $a3)))
          (local.set $b2 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $a0) (local.get $a1)))
          (local.set $b3 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $a2) (local.get $a3)))
          (local.set $x
            (f32x4.mul
              (f32x4.mul
                (f32x4.add
                  (f32x4.add
                    (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $b0) (local.get $b1))
                    (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $b0) (local.get $b1)))
                  (f32x4.add
                    (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $b2) (local.get $b3))
                    (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $b2) (local.get $b3))))
                (v128.load (local.get $each)))
              (v128.load32_splat (i32.add (local.get $scales) (i32.shl (local.get $r) (i32.const 2))))))
          (local.set $reached
            (i32.xor (i32.const 15)
              (i32x4.bitmask
                (f32x4.lt
                  (f32x4.add
                    (local.get $x)
                    (v128.load32_splat (i32.add (local.get $errors) (i32.shl (local.get $r) (i32.const 2)))))
                  (v128.load offset=16 (local.get $each))))))
          (br_if $set (i32.eqz (local.get $reached)))
          (br_if $set (i32.eqz (i32.and (i32.shr_u (local.get $word) (local.get $r)) (i32.const 1))))
          (v128.store offset=48 (local.get $each) (local.get $x))
          (loop $queries
            (local.set $n (i32.add (local.get $each) (i32.shl (i32.ctz (local.get $reached)) (i32.const 2))))
            (local.set $out (i32.load offset=32 (local.get $n)))
            (i32.store (local.get $out) (local.get $r))
            (f32.store offset=4 (local.get $out) (f32.load offset=48 (local.get $n)))
            (i32.store offset=32 (local.get $n) (i32.add (local.get $out) (i32.const 8)))
            (br_if $queries
              (local.tee $reached (i32.and (local.get $reached) (i32.sub (local.get $reached) (i32.const 1))))))
          (br $set)))
      (local.set $row (i32.add (local.get $row) (i32.const 32)))
      (br_if $words (i32.lt_u (local.tee $bits (i32.add (local.get $bits) (i32.const 4))) (local.get $bitsEnd)))))

  ;; Where the planes and the scale of a row lie: a block of 4,096 rows holds all high planes, all low ones, all scales.
  (func $block (param $slot i32) (param $blocks i32) (param $blockBytes i32) (result i32)
    (i32.add (local.get $blocks) (i32.mul (i32.shr_u (local.get $slot) (i32.const 12)) (local.get $blockBytes))))
  (func $high (param $slot i32) (param $blocks i32) (param $blockBytes i32) (param $bytes i32) (result i32)
    (i32.add (call $block (local.get $slot) (local.get $blocks) (local.get $blockBytes))
      (i32.mul (i32.and (local.get $slot) (i32.const 4095)) (local.get $bytes))))
  (func $low (param $slot i32) (param $blocks i32) (param $blockBytes i32) (param $bytes i32) (result i32)
    (i32.add (call $block (local.get $slot) (local.get $blocks) (local.get $blockBytes))
      (i32.mul (local.get $bytes)
        (i32.add (i32.const 4096) (i32.shl (i32.and (local.get $slot) (i32.const 4095)) (i32.const 1))))))

  ;; The sum of a row's integers times the query as a cosine.
  (func $cosine (param $sum f64) (param $slot i32) (param $blocks i32) (param $blockBytes i32) (param $bytes i32) (result f64)
    (f64.max (f64.const -1) (f64.min (f64.const 1)
      (f64.div
        (f64.mul (local.get $sum) (f64.promote_f32 (f32.load
          (i32.add (call $block (local.get $slot) (local.get $blocks) (local.get $blockBytes))
            (i32.add (i32.mul (local.get $bytes) (i32.const 12288))
              (i32.shl (i32.and (local.get $slot) (i32.const 4095)) (i32.const 2)))))))
        (f64.const 65536)))))

  ;; Writes to $out (float64) for each slot (int32) of the list in [$list, $end) the cosine of its row, high × 65536 + low, and
  ;; the query (float64, $bytes numbers), added from the first component to the last as a plain loop adds. Four rows at a time,
  ;; each in a lane of its own, so that one's additions fill the other's waiting: the list's length is a multiple of four.
  (func (export "exact")
    (param $list i32) (param $end i32) (param $blocks i32) (param $blockBytes i32) (param $bytes i32) (param $query i32) (param $out i32)
    (local $aHigh i32) (local $aLow i32) (local $bHigh i32) (local $bLow i32) (local $q i32) (local $stop i32) (local $slot i32)
    (local $cHigh i32) (local $cLow i32) (local $dHigh i32) (local $dLow i32) (local $ab v128) (local $cd v128)
    (local $h v128) (local $i v128) (local $j v128) (local $l v128) (local $m v128) (local $n v128) (local $x v128)
    (loop $fours
      (local.set $slot (i32.load offset=0 (local.get $list)))
      (local.set $aHigh (call $high (local.get $slot) (local.get $blocks) (local.get $blockBytes) (local.get $bytes)))
      (local.set $aLow (call $low (local.get $slot) (local.get $blocks) (local.get $blockBytes) (local.get $bytes)))
      (local.set $slot (i32.load offset=4 (local.get $list)))
      (local.set $bHigh (call $high (local.get $slot) (local.get $blocks) (local.get $blockBytes) (local.get $bytes)))
      (local.set $bLow (call $low (local.get $slot) (local.get $blocks) (local.get $blockBytes) (local.get $bytes)))
      (local.set $slot (i32.load offset=8 (local.get $list)))
      (local.set $cHigh (call $high (local.get $slot) (local.get $blocks) (local.get $blockBytes) (local.get $bytes)))
      (local.set $cLow (call $low (local.get $slot) (local.get $blocks) (local.get $blockBytes) (local.get $bytes)))
      (local.set $slot (i32.load offset=12 (local.get $list)))
      (local.set $dHigh (call $high (local.get $slot) (local.get $blocks) (local.get $blockBytes) (local.get $bytes)))
      (local.set $dLow (call $low (local.get $slot) (local.get $blocks) (local.get $blockBytes) (local.get $bytes)))
      (local.set $ab (f64x2.splat (f64.const 0)))
      (local.set $cd (f64x2.splat (f64.const 0)))
      (local.set $q (local.get $query))
      (local.set $stop (i32.add (local.get $aHigh) (local.get $bytes)))
      (loop $next
        (local.set $h (v128.load8x8_s (local.get $aHigh)))
        (local.set $i (v128.load8x8_s (local.get $bHigh)))
        (local.set $l (v128.load (local.get $aLow)))
        (local.set $m (v128.load (local.get $bLow)))
        (local.set $j (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $h) (local.get $i)))
        (local.set $n (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $l) (local.get $m)))
        (local.set $x (i32x4.add (i32x4.shl (i32x4.extend_low_i16x8_s (local.get $j)) (i32.const 16)) (i32x4.extend_low_i16x8_s (local.get $n))))
        (local.set $ab (f64x2.add (local.get $ab) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=0 (local.get $q)))))
        (local.set $x (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x)))
        (local.set $ab (f64x2.add (local.get $ab) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=8 (local.get $q)))))
        (local.set $x (i32x4.add (i32x4.shl (i32x4.extend_high_i16x8_s (local.get $j)) (i32.const 16)) (i32x4.extend_high_i16x8_s (local.get $n))))
        (local.set $ab (f64x2.add (local.get $ab) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=16 (local.get $q)))))
        (local.set $x (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x)))
        (local.set $ab (f64x2.add (local.get $ab) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=24 (local.get $q)))))
        (local.set $j (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $h) (local.get $i)))
        (local.set $n (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $l) (local.get $m)))
        (local.set $x (i32x4.add (i32x4.shl (i32x4.extend_low_i16x8_s (local.get $j)) (i32.const 16)) (i32x4.extend_low_i16x8_s (local.get $n))))
        (local.set $ab (f64x2.add (local.get $ab) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=32 (local.get $q)))))
        (local.set $x (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x)))
        (local.set $ab (f64x2.add (local.get $ab) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=40 (local.get $q)))))
        (local.set $x (i32x4.add (i32x4.shl (i32x4.extend_high_i16x8_s (local.get $j)) (i32.const 16)) (i32x4.extend_high_i16x8_s (local.get $n))))
        (local.set $ab (f64x2.add (local.get $ab) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=48 (local.get $q)))))
        (local.set $x (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x)))
        (local.set $ab (f64x2.add (local.get $ab) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=56 (local.get $q)))))
        (local.set $aHigh (i32.add (local.get $aHigh) (i32.const 8)))
        (local.set $aLow (i32.add (local.get $aLow) (i32.const 16)))
        (local.set $bHigh (i32.add (local.get $bHigh) (i32.const 8)))
        (local.set $bLow (i32.add (local.get $bLow) (i32.const 16)))
        (local.set $h (v128.load8x8_s (local.get $cHigh)))
        (local.set $i (v128.load8x8_s (local.get $dHigh)))
        (local.set $l (v128.load (local.get $cLow)))
        (local.set $m (v128.load (local.get $dLow)))
        (local.set $j (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $h) (local.get $i)))
        (local.set $n (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $l) (local.get $m)))
        (local.set $x (i32x4.add (i32x4.shl (i32x4.extend_low_i16x8_s (local.get $j)) (i32.const 16)) (i32x4.extend_low_i16x8_s (local.get $n))))
        (local.set $cd (f64x2.add (local.get $cd) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=0 (local.get $q)))))
        (local.set $x (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x)))
        (local.set $cd (f64x2.add (local.get $cd) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=8 (local.get $q)))))
        (local.set $x (i32x4.add (i32x4.shl (i32x4.extend_high_i16x8_s (local.get $j)) (i32.const 16)) (i32x4.extend_high_i16x8_s (local.get $n))))
        (local.set $cd (f64x2.add (local.get $cd) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=16 (local.get $q)))))
        (local.set $x (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x)))
        (local.set $cd (f64x2.add (local.get $cd) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=24 (local.get $q)))))
        (local.set $j (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $h) (local.get $i)))
        (local.set $n (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $l) (local.get $m)))
        (local.set $x (i32x4.add (i32x4.shl (i32x4.extend_low_i16x8_s (local.get $j)) (i32.const 16)) (i32x4.extend_low_i16x8_s (local.get $n))))
        (local.set $cd (f64x2.add (local.get $cd) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=32 (local.get $q)))))
        (local.set $x (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x)))
        (local.set $cd (f64x2.add (local.get $cd) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=40 (local.get $q)))))
        (local.set $x (i32x4.add (i32x4.shl (i32x4.extend_high_i16x8_s (local.get $j)) (i32.const 16)) (i32x4.extend_high_i16x8_s (local.get $n))))
        (local.set $cd (f64x2.add (local.get $cd) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=48 (local.get $q)))))
        (local.set $x (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x)))
        (local.set $cd (f64x2.add (local.get $cd) (f64x2.mul (f64x2.convert_low_i32x4_s (local.get $x)) (v128.load64_splat offset=56 (local.get $q)))))
        (local.set $cHigh (i32.add (local.get $cHigh) (i32.const 8)))
        (local.set $cLow (i32.add (local.get $cLow) (i32.const 16)))
        (local.set $dHigh (i32.add (local.get $dHigh) (i32.const 8)))
        (local.set $dLow (i32.add (local.get $dLow) (i32.const 16)))
        (local.set $q (i32.add (local.get $q) (i32.const 64)))
        (br_if $next (i32.lt_u (local.get $aHigh) (local.get $stop))))
      (f64.store offset=0 (local.get $out) (call $cosine (f64x2.extract_lane 0 (local.get $ab))
        (i32.load offset=0 (local.get $list)) (local.get $blocks) (local.get $blockBytes) (local.get $bytes)))
      (f64.store offset=8 (local.get $out) (call $cosine (f64x2.extract_lane 1 (local.get $ab))
        (i32.load offset=4 (local.get $list)) (local.get $blocks) (local.get $blockBytes) (local.get $bytes)))
      (f64.store offset=16 (local.get $out) (call $cosine (f64x2.extract_lane 0 (local.get $cd))
        (i32.load offset=8 (local.get $list)) (local.get $blocks) (local.get $blockBytes) (local.get $bytes)))
      (f64.store offset=24 (local.get $out) (call $cosine (f64x2.extract_lane 1 (local.get $cd))
        (i32.load offset=12 (local.get $list)) (local.get $blocks) (local.get $blockBytes) (local.get $bytes)))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (br_if $fours (i32.lt_u (local.tee $list (i32.add (local.get $list) (i32.const 16))) (local.get $end))))))
